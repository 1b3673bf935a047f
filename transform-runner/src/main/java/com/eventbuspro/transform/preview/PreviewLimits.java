package com.eventbuspro.transform.preview;

import java.time.Duration;

/**
 * What previews may take.
 *
 * @param atOnce how many run at the same time; others are told to try again
 * @param time how long one may run
 * @param parallelism how many threads read and compute for one
 * @param managedMegabytes memory for windows and sorts, for all of them
 * @param keepWarm for how long the cluster is kept after the last one
 */
public record PreviewLimits(
    int atOnce, Duration time, int parallelism, int managedMegabytes, Duration keepWarm) {
  /** Two at once, half a minute each, the cluster kept for five minutes. */
  public static final PreviewLimits DEFAULT =
      new PreviewLimits(2, Duration.ofSeconds(30), 2, 128, Duration.ofMinutes(5));

  public PreviewLimits {
    if (atOnce < 1
        || parallelism < 1
        || managedMegabytes < 1
        || time.isNegative()
        || time.isZero()
        || keepWarm.isNegative()) {
      throw new IllegalArgumentException("Such limits let no preview through");
    }
  }

  int slots() {
    return atOnce * parallelism;
  }
}
