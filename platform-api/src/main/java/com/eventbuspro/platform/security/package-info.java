/** Who is calling and what they may do. */
@NullMarked
package com.eventbuspro.platform.security;

import org.jspecify.annotations.NullMarked;
