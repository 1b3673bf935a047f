package com.eventbuspro.benchmarks.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * What a campaign is asked to do.
 *
 * @param seed decides which faults happen when
 * @param faults how many
 * @param events how many are published, at least
 * @param gap from one fault to the next, on average
 * @param kinds which faults
 * @param directory where data and logs are kept
 */
record Options(
    long seed, int faults, int events, Duration gap, List<FaultKind> kinds, Path directory) {
  static final String USAGE =
      """
      Usage: benchmarks/run faults [options]
        --seed N       which faults happen when (default: 1)
        --faults N     how many (default 200)
        --events N     how many events are published meanwhile (default 2000000)
        --gap SECONDS  from one fault to the next, on average (default 7)
        --kinds A,B    only these kinds: %s
        --dir DIR      where data and logs go (default benchmarks/target/faults)"""
          .formatted(Arrays.toString(FaultKind.values()));

  Options {
    kinds = List.copyOf(kinds);
    if (faults < 0 || events < 1 || gap.isNegative() || kinds.isEmpty()) {
      throw new IllegalArgumentException(
          "A campaign needs events, a gap and kinds of faults, none of them negative");
    }
  }

  /** The campaign whose figures we state. */
  static Options defaults() {
    return new Options(
        1,
        200,
        2_000_000,
        Duration.ofSeconds(7),
        List.of(FaultKind.values()),
        Path.of("benchmarks", "target", "faults"));
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Options parse(List<String> arguments) {
    Deque<String> left = new ArrayDeque<>(arguments);
    Options options = defaults();
    long seed = options.seed;
    int faults = options.faults;
    int events = options.events;
    Duration gap = options.gap;
    List<FaultKind> kinds = options.kinds;
    Path directory = options.directory;
    while (!left.isEmpty()) {
      String option = left.pop();
      if (left.isEmpty()) {
        throw new IllegalArgumentException(option + " is not known, or lacks its value");
      }
      String value = left.pop();
      switch (option) {
        case "--seed" -> seed = Long.parseLong(value);
        case "--faults" -> faults = Integer.parseInt(value);
        case "--events" -> events = Integer.parseInt(value);
        case "--gap" -> gap = Duration.ofMillis((long) (Double.parseDouble(value) * 1000));
        case "--kinds" -> kinds = Arrays.stream(value.split(",")).map(FaultKind::valueOf).toList();
        case "--dir" -> directory = Path.of(value);
        default -> throw new IllegalArgumentException(option + " is not known");
      }
    }
    return new Options(seed, faults, events, gap, kinds, directory);
  }

  Plan plan() {
    return Plan.of(seed, faults, gap, kinds);
  }
}
