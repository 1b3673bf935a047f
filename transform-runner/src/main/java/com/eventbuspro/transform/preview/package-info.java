/**
 * SQL on a bounded slice of real history: rows back in seconds, nothing created. Runs in a small
 * Flink cluster of this JVM that comes with the first preview and goes when nobody previews any
 * more.
 */
@NullMarked
package com.eventbuspro.transform.preview;

import org.jspecify.annotations.NullMarked;
