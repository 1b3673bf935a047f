/** Events that a pipeline cannot deal with: told apart from other trouble, counted, and kept. */
@NullMarked
package com.eventbuspro.transform.rejected;

import org.jspecify.annotations.NullMarked;
