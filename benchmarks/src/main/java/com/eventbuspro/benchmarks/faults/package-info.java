/**
 * The fault campaign: publishes known events, breaks everything that can break at seeded random
 * moments, and then accounts for every event. {@code benchmarks/run faults} runs it.
 */
@NullMarked
package com.eventbuspro.benchmarks.faults;

import org.jspecify.annotations.NullMarked;
