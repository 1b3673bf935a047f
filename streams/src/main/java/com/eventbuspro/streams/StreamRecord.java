package com.eventbuspro.streams;

import java.time.Instant;

/**
 * One record as read from a shard.
 *
 * @param sequence its sequence number, a decimal number; grows within a shard
 * @param arrival when the stream took it
 * @param partitionKey as published
 * @param data as published; not copied, do not change it
 */
@SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
public record StreamRecord(String sequence, Instant arrival, String partitionKey, byte[] data) {}
