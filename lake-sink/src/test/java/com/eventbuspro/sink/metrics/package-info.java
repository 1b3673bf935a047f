@NullMarked
package com.eventbuspro.sink.metrics;

import org.jspecify.annotations.NullMarked;
