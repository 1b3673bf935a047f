package com.eventbuspro.localaws.kinesis.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a record lies in a segment: {@code length:u32 crc32c:u32 index:u64 arrival:u64 flags:u8
 * keyLength:u16 key data}, big-endian; length and checksum cover what follows the checksum.
 */
final class Frame {
  static final int MAX_KEY_BYTES = 0xFFFF;

  /** Length and checksum. */
  static final int PREFIX = 8;

  private static final int FIXED = 8 + 8 + 1 + 2;

  /** Above this a length is damage, not a record: Kinesis' own limit is 10 MiB for a request. */
  private static final int MAX_LENGTH = 16 * 1024 * 1024;

  private Frame() {}

  static int sizeOf(NewRecord record) {
    return PREFIX + FIXED + record.partitionKey().length + record.data().length;
  }

  /** Writes one frame into the array behind the buffer and moves its position. */
  static void write(ByteBuffer to, NewRecord record, long index, long arrivalMillis, byte flags) {
    int start = to.position();
    int length = sizeOf(record) - PREFIX;
    to.putInt(length).putInt(0);
    to.putLong(index).putLong(arrivalMillis).put(flags);
    to.putShort((short) record.partitionKey().length);
    to.put(record.partitionKey()).put(record.data());
    to.putInt(start + 4, checksum(to.array(), to.arrayOffset() + start + PREFIX, length));
  }

  /** The whole frame's size, or -1 when the bytes at the position cannot start a frame. */
  static int frameSize(ByteBuffer from, int position) {
    int length = from.getInt(position);
    return length < FIXED || length > MAX_LENGTH ? -1 : PREFIX + length;
  }

  static long index(ByteBuffer from, int position) {
    return from.getLong(position + PREFIX);
  }

  static long arrivalMillis(ByteBuffer from, int position) {
    return from.getLong(position + PREFIX + 8);
  }

  /** Whether the complete frame at the position is what was written. */
  static boolean isIntact(ByteBuffer from, int position, int frameSize) {
    int keyLength = from.getShort(position + PREFIX + 17) & 0xFFFF;
    int length = frameSize - PREFIX;
    return keyLength <= length - FIXED
        && checksum(from.array(), from.arrayOffset() + position + PREFIX, length)
            == from.getInt(position + 4);
  }

  static StoredRecord read(ByteBuffer from, int position, int frameSize) {
    int keyLength = from.getShort(position + PREFIX + 17) & 0xFFFF;
    int keyOffset = position + PREFIX + FIXED;
    return new StoredRecord(
        index(from, position),
        arrivalMillis(from, position),
        from.get(position + PREFIX + 16),
        from.array(),
        from.arrayOffset() + keyOffset,
        keyLength,
        frameSize - PREFIX - FIXED - keyLength);
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
