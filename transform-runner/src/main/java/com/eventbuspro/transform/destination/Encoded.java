package com.eventbuspro.transform.destination;

/**
 * A result as an event.
 *
 * @param id the event's id
 * @param key the partition key
 * @param bytes the CloudEvent
 */
@SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
record Encoded(String id, String key, byte[] bytes) {}
