@NullMarked
package com.eventbuspro.benchmarks.faults;

import org.jspecify.annotations.NullMarked;
