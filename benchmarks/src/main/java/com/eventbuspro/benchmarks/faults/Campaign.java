package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.streams.kinesis.KinesisStreams;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Publishes, breaks, waits until everything has settled, and accounts for every event. */
final class Campaign {
  private final Options options;
  private final PrintStream out;
  private final FaultLog log = new FaultLog();
  private final Findings findings = new Findings();
  private final Map<EventTypes.Type, Ledger> ledgers = new LinkedHashMap<>();

  private Campaign(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
    EventTypes.ALL.forEach(type -> ledgers.put(type, new Ledger(type)));
  }

  /** Runs one, printing how it goes; see {@link Report#isClean}. */
  static Report run(Options options, PrintStream out) throws IOException, SQLException {
    return new Campaign(options, out).run();
  }

  private Report run() throws IOException, SQLException {
    Plan plan = options.plan();
    Path directory =
        options
            .directory()
            .resolve(options.seed() + "-" + System.currentTimeMillis())
            .toAbsolutePath();
    Files.createDirectories(directory);
    out.printf(
        "Seed %d: %d faults within %d s, %d events. Data and logs: %s%n",
        options.seed(), plan.faults().size(), plan.span().toSeconds(), options.events(), directory);
    try (World world = World.start(directory)) {
      ControlPlane control = new ControlPlane(world);
      for (EventTypes.Type type : EventTypes.ALL) {
        control.register(type);
      }
      Recovery recovery = new Recovery(world);
      try (Sinks sinks = new Sinks(world)) {
        sinks.awaitReady();
        Progress progress = new Progress(out, world.lake(), log, ledgers);
        try (Saboteur saboteur = new Saboteur(world, sinks, control, recovery, log)) {
          breakAndPublish(world, plan, saboteur, control);
        }
        Map<EventTypes.Type, StreamTruth> truths = settle(world);
        progress.end();
        sinks.close();
        List<LakeCheck.Counts> counts = check(world, truths);
        return new Report(options, log, findings, ledgers, counts, recovery.samples(), sinks);
      }
    }
  }

  private void breakAndPublish(World world, Plan plan, Saboteur saboteur, ControlPlane control) {
    int each = 1 + (options.events() - 1) / EventTypes.ALL.size();
    Executor threads = work -> Background.run("publisher", work);
    try (KinesisStreams streams = world.publishing()) {
      List<CompletableFuture<Void>> publishing = new ArrayList<>();
      ledgers.forEach(
          (type, ledger) -> {
            Traffic traffic =
                new Traffic(
                    type,
                    ledger,
                    streams,
                    control,
                    Plan.random(options.seed() + publishing.size()));
            Duration time = plan.span();
            publishing.add(CompletableFuture.runAsync(() -> traffic.run(each, time), threads));
          });
      saboteur.run(plan);
      publishing.forEach(CompletableFuture::join);
    }
  }

  private Map<EventTypes.Type, StreamTruth> settle(World world) {
    out.println("Every fault is over and every event is published; waiting for the lake ...");
    Map<EventTypes.Type, StreamTruth> truths = new LinkedHashMap<>();
    ledgers.forEach(
        (type, ledger) ->
            truths.put(type, StreamTruth.read(world.streams(), type.name(), ledger, findings)));
    truths.forEach(
        (type, truth) -> {
          if (!Settling.await(world.lake(), type.name(), truth)) {
            out.println(type.name() + " does not get on any more");
          }
        });
    return truths;
  }

  private List<LakeCheck.Counts> check(World world, Map<EventTypes.Type, StreamTruth> truths) {
    out.println("Accounting for every event ...");
    List<LakeCheck.Counts> counts = new ArrayList<>();
    truths.forEach(
        (type, truth) ->
            counts.add(
                new LakeCheck(
                        world.lake(),
                        type.name(),
                        ledgers.getOrDefault(type, new Ledger(type)),
                        findings)
                    .check(truth)));
    return counts;
  }
}
