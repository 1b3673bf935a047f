/** What goes wrong while transforms run, in words that people can act on. */
@NullMarked
package com.eventbuspro.transform.errors;

import org.jspecify.annotations.NullMarked;
