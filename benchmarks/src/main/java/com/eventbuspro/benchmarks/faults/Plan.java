package com.eventbuspro.benchmarks.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What goes wrong and when: a function of the seed and nothing else. The gaps between faults are
 * exponential, so that some overlap and some stand alone. Every kind comes up once before any comes
 * up as often as its weight says.
 *
 * @param faults in the order of their times
 * @param span when all faults have begun
 */
record Plan(List<PlannedFault> faults, Duration span) {
  Plan {
    faults = List.copyOf(faults);
  }

  /** A plan of so many faults, on average so far apart. */
  static Plan of(long seed, int count, Duration gap, List<FaultKind> kinds) {
    RandomGenerator random = random(seed);
    List<FaultKind> drawn = draw(new ArrayList<>(kinds), count, random);
    Duration span = gap.multipliedBy(count);
    double[] gaps = random.doubles(count).map(number -> -Math.log(1 - number)).toArray();
    double all = Arrays.stream(gaps).sum();
    List<PlannedFault> faults = new ArrayList<>();
    double at = 0;
    for (int i = 0; i < count; i++) {
      at += gaps[i] / all * span.toMillis();
      FaultKind kind = drawn.get(i);
      faults.add(
          new PlannedFault(
              kind, Duration.ofMillis((long) at), lasting(kind, random), random.nextLong()));
    }
    return new Plan(faults, span);
  }

  /** The generator whose numbers are the same in every Java version. */
  static RandomGenerator random(long seed) {
    return new Random(seed);
  }

  private static List<FaultKind> draw(List<FaultKind> kinds, int count, RandomGenerator random) {
    int weights = kinds.stream().mapToInt(FaultKind::weight).sum();
    List<FaultKind> drawn = new ArrayList<>(kinds.subList(0, Math.min(count, kinds.size())));
    while (drawn.size() < count) {
      int left = random.nextInt(weights);
      for (FaultKind kind : kinds) {
        left -= kind.weight();
        if (left < 0) {
          drawn.add(kind);
          break;
        }
      }
    }
    Collections.shuffle(drawn, new Random(random.nextLong()));
    return drawn;
  }

  private static Duration lasting(FaultKind kind, RandomGenerator random) {
    long spread = kind.longest().minus(kind.shortest()).toMillis();
    return kind.shortest().plusMillis((long) (random.nextDouble() * spread));
  }
}
