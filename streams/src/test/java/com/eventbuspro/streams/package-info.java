@NullMarked
package com.eventbuspro.streams;

import org.jspecify.annotations.NullMarked;
