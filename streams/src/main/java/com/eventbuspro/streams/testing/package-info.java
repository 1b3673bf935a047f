/** Streams in memory, for tests of whatever uses the ports. */
@NullMarked
package com.eventbuspro.streams.testing;

import org.jspecify.annotations.NullMarked;
