package com.eventbuspro.localaws.kinesis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A place in a shard as clients carry it around: nothing is kept on the server, so iterators
 * outlive a restart.
 *
 * @param stream name
 * @param streamCreatedMillis tells the stream from a later one of the same name
 * @param shard number
 * @param nextIndex the record to read next
 * @param issuedMillis it expires five minutes later
 */
record ShardIterator(
    String stream, long streamCreatedMillis, int shard, long nextIndex, long issuedMillis) {
  private static final byte VERSION = 1;
  private static final int FIXED = 1 + 8 + 4 + 8 + 8 + 4;

  String encode() {
    byte[] name = stream.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(FIXED + name.length);
    bytes.putInt(0).put(VERSION).putLong(streamCreatedMillis).putInt(shard);
    bytes.putLong(nextIndex).putLong(issuedMillis).put(name);
    bytes.putInt(0, checksum(bytes.array()));
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /** Empty when the text is no iterator of ours. */
  static Optional<ShardIterator> decode(String text) {
    byte[] raw;
    try {
      raw = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (raw.length <= FIXED
        || raw[4] != VERSION
        || ByteBuffer.wrap(raw).getInt() != checksum(raw)) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(raw).position(5);
    long created = bytes.getLong();
    int shard = bytes.getInt();
    long next = bytes.getLong();
    long issued = bytes.getLong();
    String name = new String(raw, FIXED, raw.length - FIXED, StandardCharsets.UTF_8);
    return Optional.of(new ShardIterator(name, created, shard, next, issued));
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 4, bytes.length - 4);
    return (int) crc.getValue();
  }
}
