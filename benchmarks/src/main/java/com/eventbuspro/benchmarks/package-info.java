/**
 * Every figure we state, each as a ratio against a peer or a limit measured in the same run. {@code
 * benchmarks/run} lists and starts them.
 */
@NullMarked
package com.eventbuspro.benchmarks;

import org.jspecify.annotations.NullMarked;
