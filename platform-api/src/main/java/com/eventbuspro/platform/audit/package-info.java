/** Who changed what, when, why, before and after. */
@NullMarked
package com.eventbuspro.platform.audit;

import org.jspecify.annotations.NullMarked;
