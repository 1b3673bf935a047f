/** Maintenance of the lake tables whose event types this JVM captures. */
@NullMarked
package com.eventbuspro.sink.maintenance;

import org.jspecify.annotations.NullMarked;
