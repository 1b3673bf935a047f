@NullMarked
package com.eventbuspro.dataplane;

import org.jspecify.annotations.NullMarked;
