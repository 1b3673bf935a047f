/**
 * A Flink source that reads many streams over a few connections. It emits batches, not records: a
 * batch is the unit of position.
 */
@NullMarked
package com.eventbuspro.streams.source;

import org.jspecify.annotations.NullMarked;
