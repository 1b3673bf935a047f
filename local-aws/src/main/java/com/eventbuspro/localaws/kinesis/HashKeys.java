package com.eventbuspro.localaws.kinesis;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The space of 128-bit hash keys over which shards are laid. */
final class HashKeys {
  static final BigInteger COUNT = BigInteger.ONE.shiftLeft(128);
  static final BigInteger MAX = COUNT.subtract(BigInteger.ONE);

  private static final ThreadLocal<MessageDigest> MD5 = ThreadLocal.withInitial(HashKeys::md5);

  private HashKeys() {}

  /** The MD5 of the key as an unsigned 128-bit number, as AWS documents it. */
  static BigInteger of(byte[] partitionKey) {
    return new BigInteger(1, MD5.get().digest(partitionKey));
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }
}
