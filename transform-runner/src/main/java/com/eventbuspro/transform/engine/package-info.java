/**
 * Where pipelines run: a Flink cluster in this JVM or elsewhere, in one way. Nothing here knows
 * what a pipeline is.
 */
@NullMarked
package com.eventbuspro.transform.engine;

import org.jspecify.annotations.NullMarked;
