@NullMarked
package com.eventbuspro.platform.console;

import org.jspecify.annotations.NullMarked;
