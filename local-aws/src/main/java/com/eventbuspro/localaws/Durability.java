package com.eventbuspro.localaws;

/** What has happened to a record when Kinesis acknowledges it. */
public enum Durability {
  /**
   * It is with the operating system: it survives a kill -9 of this process; the disk follows within
   * about a second, so the newest second may be lost when the machine itself dies.
   */
  PROCESS_CRASH,
  /**
   * It is on the disk (fsync, shared by concurrent writers of a shard): it survives a power cut.
   */
  POWER_LOSS
}
