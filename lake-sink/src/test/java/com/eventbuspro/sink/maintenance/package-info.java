@NullMarked
package com.eventbuspro.sink.maintenance;

import org.jspecify.annotations.NullMarked;
