package com.eventbuspro.localaws.kinesis.log;

/**
 * A record to append.
 *
 * @param partitionKey UTF-8, at most 65,535 bytes
 * @param data payload as the producer sent it
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to the file, never compared
public record NewRecord(byte[] partitionKey, byte[] data) {
  public NewRecord {
    if (partitionKey.length > Frame.MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "Partition key of "
              + partitionKey.length
              + " bytes is longer than "
              + Frame.MAX_KEY_BYTES);
    }
  }
}
