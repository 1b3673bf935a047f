/**
 * What an event's data may look like: the subset of JSON Schema 2020-12 that maps to columns
 * without guessing.
 *
 * <table>
 *   <caption>What maps to what</caption>
 *   <tr><th>JSON Schema</th><th>type of the column</th></tr>
 *   <tr><td>{@code boolean}</td><td>BOOLEAN</td></tr>
 *   <tr><td>{@code integer}; with format {@code int32} or bounds within 32 bits</td><td>LONG; INT</td></tr>
 *   <tr><td>{@code number}; with format {@code float}</td><td>DOUBLE; FLOAT</td></tr>
 *   <tr><td>{@code number} or {@code string} with format {@code decimal}, {@code x-precision} (1 to
 *       38), {@code x-scale}</td><td>decimal</td></tr>
 *   <tr><td>{@code string}; formats {@code date-time}, {@code date}, {@code time}, {@code uuid},
 *       {@code byte}; other formats are notes</td><td>STRING; TIMESTAMP, DATE, TIME, UUID, BINARY</td></tr>
 *   <tr><td>{@code array} with {@code items}</td><td>list</td></tr>
 *   <tr><td>{@code object} with {@code properties}</td><td>struct</td></tr>
 *   <tr><td>{@code object} with {@code additionalProperties: {…}} and no properties</td><td>map</td></tr>
 *   <tr><td>{@code [T, "null"]}, or {@code anyOf}/{@code oneOf} of a schema and null</td><td>T, nullable</td></tr>
 *   <tr><td>{@code $ref: #/$defs/…}, not recursive</td><td>as if written out</td></tr>
 * </table>
 *
 * <p><b>Checked for every event:</b> {@code required}, {@code enum}, {@code const}, {@code
 * minimum}, {@code maximum}, {@code exclusiveMinimum}, {@code exclusiveMaximum}, {@code
 * multipleOf}, {@code minLength}, {@code maxLength}, {@code pattern} (see {@link
 * com.eventbuspro.model.schema.SafePattern}), {@code minItems}, {@code maxItems}, {@code
 * uniqueItems} (of plain values), {@code minProperties} and {@code maxProperties} (of maps).
 *
 * <p><b>Notes:</b> {@code title}, {@code description}, {@code default}, {@code examples}, {@code
 * deprecated}, {@code readOnly}, {@code writeOnly}, {@code $comment}, {@code contentEncoding},
 * {@code contentMediaType}, {@code x-pii}, {@code x-aliases} and any other {@code x-…}.
 *
 * <p><b>Refused, each with its pointer and advice</b> (never silently ignored): everything else,
 * among it {@code allOf}, {@code not}, {@code if}, {@code prefixItems}, {@code patternProperties},
 * {@code dependentRequired}, other choices and references, a missing type, keywords that JSON
 * Schema does not know, and keywords that say nothing about the type they stand at.
 *
 * <p><b>Former names</b> ({@code x-aliases}): a property is read by each of them too, so that who
 * has not heard of a rename is not refused. When an event has it by several names, the first counts
 * and the others are undeclared.
 *
 * <p><b>Undeclared properties</b> are never an error and never lost: they go to {@code _extra}.
 * {@code additionalProperties: false} is accepted and changes nothing: a producer that is ahead of
 * its schema must not fill the quarantine. <b>Null</b> is valid only where the schema allows it.
 *
 * <p><b>Limits:</b> 256 KiB of text, 1,000 fields in all, 16 levels; names of 1 to 128 printable
 * characters without a dot, distinct when case is ignored; at the top not beginning with {@code _}
 * and not {@code specversion} (kept for the envelope).
 */
@NullMarked
package com.eventbuspro.model.schema;

import org.jspecify.annotations.NullMarked;
