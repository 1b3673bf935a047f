/** Event types, their schema versions and their conditions. */
@NullMarked
package com.eventbuspro.platform.eventtype;

import org.jspecify.annotations.NullMarked;
