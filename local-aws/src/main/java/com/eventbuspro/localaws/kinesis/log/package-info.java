/**
 * Records on disk: one append-only log per shard, cut into segments, read through a sparse index.
 * No record stays on the heap.
 */
@NullMarked
package com.eventbuspro.localaws.kinesis.log;

import org.jspecify.annotations.NullMarked;
