/**
 * The words of Event Bus Pro as records that cannot be wrong. No Spring, AWS, Flink or Iceberg:
 * every module may depend on this one, and it depends on none.
 */
@NullMarked
package com.eventbuspro.model;

import org.jspecify.annotations.NullMarked;
