package com.eventbuspro.benchmarks;

import java.util.Arrays;

/** Measured values and what people ask of them. */
public final class Samples {
  private final double[] sorted;

  /** Of at least one value. */
  public Samples(double[] values) {
    this.sorted = values.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0) {
      throw new IllegalArgumentException("Nothing was measured");
    }
  }

  /** The nearest-rank percentile, of 0 to 100. */
  public double percentile(double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }

  /** The greatest. */
  public double max() {
    return sorted[sorted.length - 1];
  }
}
