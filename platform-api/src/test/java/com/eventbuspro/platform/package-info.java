@NullMarked
package com.eventbuspro.platform;

import org.jspecify.annotations.NullMarked;
