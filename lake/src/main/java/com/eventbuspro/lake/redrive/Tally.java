package com.eventbuspro.lake.redrive;

/**
 * How far a re-drive or a discard is.
 *
 * @param taken records that left quarantine by it, those of earlier runs of the same errand
 *     included, as far as snapshots remember
 * @param failing records that were read and rejected again: they stay
 */
public record Tally(long taken, long failing) {}
