@NullMarked
package com.eventbuspro.sink;

import org.jspecify.annotations.NullMarked;
