/**
 * What an event's data may look like: the subset of JSON Schema 2020-12 that maps to columns
 * without guessing.
 */
@NullMarked
package com.eventbuspro.model.schema;

import org.jspecify.annotations.NullMarked;
