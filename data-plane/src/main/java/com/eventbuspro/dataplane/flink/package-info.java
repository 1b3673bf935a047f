/** Flink, in this JVM or in a cluster, as the programs of the data plane use it. */
@NullMarked
package com.eventbuspro.dataplane.flink;

import org.jspecify.annotations.NullMarked;
