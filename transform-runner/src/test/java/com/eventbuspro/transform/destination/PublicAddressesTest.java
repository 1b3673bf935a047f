package com.eventbuspro.transform.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "2002:7f00:1::",
        "2002:a01:203::",
        "64:ff9b::a00:1",
        "2001:db8::1",
        "2001::1"
      })
  void whatIsNotOnTheInternetIsRefused(String address) throws UnknownHostException {
    assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    assertThatExceptionOfType(PublicAddresses.ForbiddenAddressException.class)
        .isThrownBy(() -> new PublicAddresses().resolve(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.32.0.1",
        "100.128.0.1",
        "2606:4700::1111",
        "2002:808:808::",
        "64:ff9b::808:808"
      })
  void whatIsOnTheInternetIsResolved(String address) throws UnknownHostException {
    assertThat(new PublicAddresses().resolve(address))
        .containsExactly(InetAddress.getByName(address));
  }

  @Test
  void aNameOfThisMachineIsRefused() {
    assertThatExceptionOfType(PublicAddresses.ForbiddenAddressException.class)
        .isThrownBy(() -> new PublicAddresses().resolve("localhost"));
  }
}
