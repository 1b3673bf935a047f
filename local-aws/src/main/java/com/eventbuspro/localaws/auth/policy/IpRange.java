package com.eventbuspro.localaws.auth.policy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Whether an address lies in a range such as {@code 10.0.0.0/8}. */
final class IpRange {
  /** Only literals: a name would be looked up in the network. */
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+");

  private IpRange() {}

  static boolean contains(String address, String range) {
    int slash = range.indexOf('/');
    String network = slash < 0 ? range : range.substring(0, slash);
    if (!LITERAL.matcher(address).matches() || !LITERAL.matcher(network).matches()) {
      return false;
    }
    byte[] actual = bytes(address);
    byte[] wanted = bytes(network);
    int bits = actual.length * 8;
    int prefix = slash < 0 ? bits : Integer.parseInt(range.substring(slash + 1));
    if (actual.length != wanted.length || prefix < 0 || prefix > bits) {
      return false;
    }
    int ignored = bits - prefix;
    return new BigInteger(1, actual)
        .shiftRight(ignored)
        .equals(new BigInteger(1, wanted).shiftRight(ignored));
  }

  private static byte[] bytes(String literal) {
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (UnknownHostException e) {
      return new byte[0];
    }
  }
}
