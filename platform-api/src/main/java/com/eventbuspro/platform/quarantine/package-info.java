/** What could not be written to the lake tables: seen, re-driven, discarded. */
@NullMarked
package com.eventbuspro.platform.quarantine;

import org.jspecify.annotations.NullMarked;
