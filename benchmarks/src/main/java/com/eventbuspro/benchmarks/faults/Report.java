package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.benchmarks.Samples;
import com.eventbuspro.benchmarks.faults.Findings.Wrong;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a campaign came to. */
record Report(
    Options options,
    FaultLog log,
    Findings findings,
    Map<EventTypes.Type, Ledger> ledgers,
    List<LakeCheck.Counts> counts,
    List<Recovery.Sample> recoveries,
    Sinks sinks) {

  /** Whether nothing is wrong with the lake, and no sink ended by itself. */
  boolean isClean() {
    return findings.areNone() && sinks.endedByItself() == 0;
  }

  void print(PrintStream out) {
    out.println();
    log.byKind().forEach((kind, count) -> out.printf("%-44s %5d%n", kind.label(), count));
    out.printf("%-44s %5d%n%n", "faults", log.size());
    Collection<Ledger> all = ledgers.values();
    out.printf(
        "events checked: acknowledged %d, of unknown outcome %d; rows %d, in quarantine %d, commits"
            + " %d%n",
        all.stream().mapToLong(Ledger::acknowledged).sum(),
        all.stream().mapToLong(Ledger::unknown).sum(),
        counts.stream().mapToLong(LakeCheck.Counts::rows).sum(),
        counts.stream().mapToLong(LakeCheck.Counts::rejects).sum(),
        counts.stream().mapToInt(LakeCheck.Counts::commits).sum());
    printRecovery(out);
    findings.first().forEach(finding -> print(finding, out));
    if (sinks.endedByItself() > 0) {
      out.printf("A sink ended by itself %d times%n", sinks.endedByItself());
    }
    out.println(
        Stream.of(Wrong.values())
            .map(wrong -> wrong.label() + " " + findings.count(wrong))
            .collect(Collectors.joining(", ", "", " (seed " + options.seed() + ")")));
  }

  private void print(Findings.Finding finding, PrintStream out) {
    out.println(finding.wrong().label() + ": " + finding.what());
    log.near(finding.moment())
        .forEach(entry -> out.println("  near: " + FaultLog.describe(entry, finding.moment())));
  }

  private void printRecovery(PrintStream out) {
    List<Duration> starts = sinks.startTimes();
    if (recoveries.isEmpty() || starts.isEmpty()) {
      return;
    }
    Samples started = new Samples(starts.stream().mapToDouble(Report::seconds).toArray());
    Samples all = new Samples(recoveries.stream().mapToDouble(Report::seconds).toArray());
    out.printf(
        Locale.ROOT,
        "start of JVM and Flink:      p50 %.1f s, p95 %.1f s (%d starts)%n",
        started.percentile(50),
        started.percentile(95),
        starts.size());
    print("kill -> first new commit:    ", all, started, recoveries.size(), out);
    double[] alone =
        recoveries.stream().filter(this::isUndisturbed).mapToDouble(Report::seconds).toArray();
    if (alone.length > 0) {
      print("  with nothing else broken:  ", new Samples(alone), started, alone.length, out);
    }
  }

  private static void print(
      String what, Samples samples, Samples started, int count, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%sp50 %.1f s, p95 %.1f s (%d kills): %.2f and %.2f of the start%n",
        what,
        samples.percentile(50),
        samples.percentile(95),
        count,
        samples.percentile(50) / started.percentile(50),
        samples.percentile(95) / started.percentile(95));
  }

  /** Whether the kill was the only fault until the commit. */
  private boolean isUndisturbed(Recovery.Sample sample) {
    return log.between(sample.killed() - 1_000, sample.committed()).stream()
        .allMatch(entry -> entry.kind() == FaultKind.KILL_SINK);
  }

  private static double seconds(Recovery.Sample sample) {
    return (sample.committed() - sample.killed()) / 1000.0;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
