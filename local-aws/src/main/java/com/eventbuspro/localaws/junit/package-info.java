/** A JUnit extension for tests that want a local AWS of their own. */
@NullMarked
package com.eventbuspro.localaws.junit;

import org.jspecify.annotations.NullMarked;
