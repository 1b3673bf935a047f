@NullMarked
package com.eventbuspro.streams.source;

import org.jspecify.annotations.NullMarked;
