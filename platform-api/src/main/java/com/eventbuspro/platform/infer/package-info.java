/** A schema from sample events. */
@NullMarked
package com.eventbuspro.platform.infer;

import org.jspecify.annotations.NullMarked;
