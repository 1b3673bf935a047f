@NullMarked
package com.eventbuspro.dataplane.flink;

import org.jspecify.annotations.NullMarked;
