/** Programs of the data plane as processes, for tests of them. */
@NullMarked
package com.eventbuspro.dataplane.testing;

import org.jspecify.annotations.NullMarked;
