/** Where Prometheus reads the metrics of a program of the data plane. */
@NullMarked
package com.eventbuspro.dataplane.metrics;

import org.jspecify.annotations.NullMarked;
