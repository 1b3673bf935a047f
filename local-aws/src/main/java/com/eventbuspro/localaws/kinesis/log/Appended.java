package com.eventbuspro.localaws.kinesis.log;

/**
 * Where records went.
 *
 * @param firstIndex index of the first; the others follow without gaps
 * @param arrivalMillis arrival time given to all of them
 */
public record Appended(long firstIndex, long arrivalMillis) {}
