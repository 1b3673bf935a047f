/** Where results go: lake tables, streams of derived event types, webhooks; as sinks for Flink. */
@NullMarked
package com.eventbuspro.transform.destination;

import org.jspecify.annotations.NullMarked;
