package com.eventbuspro.localaws.kinesis.log;

/**
 * A record read back: a window into a block of the file, so nothing is copied.
 *
 * @param index place in the shard, 1 for the first record ever
 * @param arrivalMillis when it was accepted, never less than that of the record before
 * @param flags what the writer noted with {@link ShardLog#append}
 * @param block bytes shared with neighbouring records; must not be changed
 * @param keyOffset where the partition key (UTF-8) starts
 * @param keyLength its length in bytes
 * @param dataLength length of the payload, which follows the key
 */
@SuppressWarnings("ArrayRecordComponent") // a window, never compared
public record StoredRecord(
    long index,
    long arrivalMillis,
    byte flags,
    byte[] block,
    int keyOffset,
    int keyLength,
    int dataLength) {

  /** Where the payload starts in {@link #block()}. */
  public int dataOffset() {
    return keyOffset + keyLength;
  }

  /** Bytes that count towards Kinesis' limits: payload and partition key. */
  public int size() {
    return keyLength + dataLength;
  }
}
