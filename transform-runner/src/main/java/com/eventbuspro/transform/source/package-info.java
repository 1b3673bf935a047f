/**
 * An event type as one sequence of rows: its whole history from the lake, then what arrives in the
 * stream, with no gap and no duplicate between them.
 */
@NullMarked
package com.eventbuspro.transform.source;

import org.jspecify.annotations.NullMarked;
