package com.eventbuspro.transform.destination;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names to addresses on the internet only. It is asked for the address that is then
 * connected to, so a name that answers differently the second time gains nothing.
 */
final class PublicAddresses implements DnsResolver {
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = InetAddress.getAllByName(host);
    if (!Arrays.stream(found).allMatch(PublicAddresses::isPublic)) {
      throw new ForbiddenAddressException(
          "The address of " + host + " is not on the public internet");
    }
    return found;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return resolve(host)[0].getCanonicalHostName();
  }

  /** Refused, and not just unknown at the moment. */
  static final class ForbiddenAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String message) {
      super(message);
    }
  }

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address
        ? isPublic4(bytes, 0)
        : isPublic6((Inet6Address) address, bytes);
  }

  private static boolean isPublic4(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    int second = bytes[at + 1] & 0xff;
    int third = bytes[at + 2] & 0xff;
    boolean shared = first == 100 && second >= 64 && second < 128;
    boolean benchmark = first == 198 && (second == 18 || second == 19);
    boolean assigned =
        (first == 192 && second == 0 && (third == 0 || third == 2))
            || (first == 198 && second == 51 && third == 100)
            || (first == 203 && second == 0 && third == 113);
    boolean privateNet =
        first == 10
            || first == 127
            || (first == 172 && second >= 16 && second < 32)
            || (first == 192 && second == 168)
            || (first == 169 && second == 254);
    return first != 0 && first < 224 && !shared && !benchmark && !assigned && !privateNet;
  }

  private static boolean isPublic6(Inet6Address address, byte[] bytes) {
    if (address.isIPv4CompatibleAddress()) {
      return false;
    }
    int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    int second = ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
    if (first == 0x2002) {
      // 6to4 carries an IPv4 address.
      return isPublic4(bytes, 2);
    }
    if (first == 0x64 && second == 0xff9b) {
      // So does NAT64.
      return isPublic4(bytes, 12);
    }
    boolean documentation = first == 0x2001 && second == 0xdb8;
    boolean teredo = first == 0x2001 && second == 0;
    // Global unicast is 2000::/3.
    return (first & 0xe000) == 0x2000 && !documentation && !teredo;
  }
}
