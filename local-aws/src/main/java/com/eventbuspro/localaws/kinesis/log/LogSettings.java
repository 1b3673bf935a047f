package com.eventbuspro.localaws.kinesis.log;

/**
 * How logs are kept.
 *
 * @param segmentBytes a segment that has grown to this is followed by a new one
 * @param sync when appended records are forced to the disk
 */
public record LogSettings(int segmentBytes, Sync sync) {
  /** Small enough to delete expired records in good time and to scan in a blink. */
  public static final int DEFAULT_SEGMENT_BYTES = 64 * 1024 * 1024;

  public LogSettings {
    if (segmentBytes < 1024 || segmentBytes > 1024 * 1024 * 1024) {
      throw new IllegalArgumentException(
          "Segment size " + segmentBytes + " is not in 1 KiB to 1 GiB");
    }
  }

  /** When appended records are forced to the disk. */
  public enum Sync {
    /** By whoever calls {@link ShardLog#sync()} from time to time. */
    LATER,
    /** Before the append returns; concurrent appenders share one force. */
    BEFORE_ACKNOWLEDGING
  }
}
