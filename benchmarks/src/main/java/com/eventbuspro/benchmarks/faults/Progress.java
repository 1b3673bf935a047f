package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.lake.LakeCatalog;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Says every few seconds how far the campaign is. */
final class Progress {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final PrintStream out;
  private final LakeCatalog lake;
  private final FaultLog log;
  private final Map<EventTypes.Type, Ledger> ledgers;
  private final long begun = System.nanoTime();
  private volatile long inLake;
  private volatile boolean over;

  Progress(PrintStream out, LakeCatalog lake, FaultLog log, Map<EventTypes.Type, Ledger> ledgers) {
    this.out = out;
    this.lake = lake;
    this.log = log;
    this.ledgers = Map.copyOf(ledgers);
    Background.run("progress", this::run);
    Background.run("lake size", this::measure);
  }

  private void run() {
    while (!over) {
      Background.pause(INTERVAL);
      print();
    }
  }

  private void print() {
    String faults =
        log.byKind().entrySet().stream()
            .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT) + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    Collection<Ledger> all = ledgers.values();
    long acknowledged = all.stream().mapToLong(Ledger::acknowledged).sum();
    long unknown = all.stream().mapToLong(Ledger::unknown).sum();
    out.printf(
        Locale.ROOT,
        "%4d s  faults %d (%s)  acknowledged %d, unknown %d  behind %d%n",
        Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
        log.size(),
        faults,
        acknowledged,
        unknown,
        Math.max(0, acknowledged - inLake));
  }

  /** Apart, since the lake may be away for a while: then what was last known is shown. */
  private void measure() {
    while (!over) {
      try {
        inLake = ledgers.keySet().stream().mapToLong(type -> LakeSize.of(lake, type.name())).sum();
      } catch (RuntimeException e) {
        // It is away.
      }
      Background.pause(INTERVAL);
    }
  }

  void end() {
    over = true;
  }
}
