@NullMarked
package com.eventbuspro.transform.rejected;

import org.jspecify.annotations.NullMarked;
