@NullMarked
package com.eventbuspro.platform.capture;

import org.jspecify.annotations.NullMarked;
