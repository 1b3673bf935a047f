/**
 * A pipeline's version as a Flink job that is exact: event types from history to live, SQL between,
 * and a destination.
 */
@NullMarked
package com.eventbuspro.transform.job;

import org.jspecify.annotations.NullMarked;
