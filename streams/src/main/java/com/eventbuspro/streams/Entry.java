package com.eventbuspro.streams;

import java.util.Objects;

/**
 * One record to be published. The array is not copied: do not change it afterwards.
 *
 * @param partitionKey 1 to 256 characters; records with the same key go to the same shard
 * @param data at most {@link Streams#MAX_RECORD_BYTES} together with the key in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // An entry is carried, never compared.
public record Entry(String partitionKey, byte[] data) {
  public Entry {
    Objects.requireNonNull(partitionKey, "partitionKey");
    Objects.requireNonNull(data, "data");
  }
}
