/**
 * What the lake sink measures, by event type, and where it can be read: Prometheus and Flink.
 *
 * <p>To measure something more, add a constant to {@link com.eventbuspro.sink.metrics.SinkCounter}
 * or {@link com.eventbuspro.sink.metrics.SinkGauge} (its name, unit and help text) and tell the
 * {@link com.eventbuspro.sink.metrics.TableMetrics} of the event type. Exporting, summing over
 * tasks and forgetting is done here. A thousand event types cost a few arrays each: nothing is made
 * of them but when somebody asks.
 */
@NullMarked
package com.eventbuspro.sink.metrics;

import org.jspecify.annotations.NullMarked;
