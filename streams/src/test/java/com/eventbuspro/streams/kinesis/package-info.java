@NullMarked
package com.eventbuspro.streams.kinesis;

import org.jspecify.annotations.NullMarked;
