package com.eventbuspro.benchmarks;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.model.pipeline.PipelineStart;
import com.eventbuspro.transform.destination.Fence;
import com.eventbuspro.transform.engine.EmbeddedEngine;
import com.eventbuspro.transform.engine.Engine;
import com.eventbuspro.transform.engine.Restore;
import com.eventbuspro.transform.job.JobInput;
import com.eventbuspro.transform.job.JobOutput;
import com.eventbuspro.transform.job.JobSpec;
import com.eventbuspro.transform.job.Origin;
import com.eventbuspro.transform.job.PipelineJobs;
import com.eventbuspro.transform.source.LakeAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * How fast a pipeline reads history: rows per second of processor time, and the time from submit to
 * the first row, of a real pipeline's job beside Flink SQL over the very same snapshot by Iceberg's
 * own source. Both run the same SELECT in the same embedded Flink, at the same parallelism, in
 * turn. The SELECT reads all columns of all rows and lets some through that no file's statistics
 * tell, so that reading is what is measured. The lake's servers are other processes.
 */
public final class BackfillBenchmark {
  private static final int RESULTS_PER_FILE = 40;
  private static final int SMALLEST = 100 * Departures.FILES;
  private static final String COLUMNS =
      "_time, flight, origin, destination, carrier, pilot, delay, distance, remark";
  private static final String PIN = "backfill-benchmark";
  private static final EventTypeName DERIVED = EventTypeName.parse("bench.derived");
  private static final long JOB_END_SECONDS = 30;

  private final LakeAccess lake;
  private final int rows;
  private final int parallelism;
  private final PipelineJobs jobs;
  private final Origin origin;
  private final Engine engine = new EmbeddedEngine(4, 64, 64, EmbeddedEngine.KEEP_WARM);

  /** One run of a job. */
  private record Run(double wallSeconds, double cpuSeconds, double firstRowSeconds) {}

  /** Makes the job that is measured. */
  private interface Making {
    StreamGraph graph();
  }

  private BackfillBenchmark(LakeAccess lake, int rows, int parallelism) {
    this.lake = lake;
    this.rows = rows;
    this.parallelism = parallelism;
    this.jobs =
        new PipelineJobs(
            lake,
            QuietStreams::new,
            () -> {
              throw new IllegalStateException("An event was rejected");
            },
            Clock.systemUTC());
    this.origin = jobs.originOf(Departures.NAME, 1, PipelineStart.HISTORY, PIN);
  }

  /** Arguments: rows, 2,000,000 when not given; rounds, 7; parallelism, 1. */
  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    int parallelism = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
    if (rows < SMALLEST || rows % SMALLEST != 0 || rounds < 1 || parallelism < 1) {
      throw new IllegalArgumentException(
          "Arguments: rows (a multiple of " + SMALLEST + "), rounds, parallelism");
    }
    Path work = Files.createTempDirectory("backfill-benchmark");
    try (BenchLake servers = BenchLake.start(work);
        LakeCatalog open = LakeCatalog.open(servers.config())) {
      long begun = System.nanoTime();
      Departures.write(open, rows);
      System.out.printf(
          Locale.ROOT,
          "%,d rows in %d files written in %.0f s; %d rounds of both follow, after one that does"
              + " not count%n",
          rows,
          Departures.FILES,
          seconds(begun),
          rounds);
      BackfillBenchmark benchmark =
          new BackfillBenchmark(LakeAccess.of(servers.config()), rows, parallelism);
      try (benchmark.engine) {
        benchmark.engine.admit();
        benchmark.run(rounds);
      }
    }
    System.exit(0);
  }

  private void run(int rounds) throws Exception {
    Making ours = () -> jobs.build(spec(), settings(), new Fence(1, "benchmark")).graph();
    Making stock =
        () ->
            StockIceberg.job(
                lake,
                select(
                    "stock."
                        + Departures.NAME
                        + " /*+ OPTIONS('snapshot-id'='"
                        + origin.snapshotId()
                        + "') */"),
                settings());
    Run cold = measure(ours);
    measure(stock);
    System.out.printf(
        Locale.ROOT,
        "submit to first row with planner and Flink cold: pipeline %.2f s%n",
        cold.firstRowSeconds());
    List<Run> pipeline = new ArrayList<>();
    List<Run> peer = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      if (round % 2 == 0) {
        pipeline.add(measure(ours));
        peer.add(measure(stock));
      } else {
        peer.add(measure(stock));
        pipeline.add(measure(ours));
      }
      System.out.printf(
          Locale.ROOT,
          "round %d of %d: pipeline %,.0f, Iceberg's source %,.0f rows per core-second%n",
          round + 1,
          rounds,
          rows / pipeline.get(round).cpuSeconds(),
          rows / peer.get(round).cpuSeconds());
    }
    report("pipeline, history", pipeline);
    report("Flink SQL, Iceberg's own source", peer);
    System.out.printf(
        Locale.ROOT,
        "pipeline / Iceberg's own source: %.2f rows per core-second, %.2f rows per second; first row"
            + " after %.2f times its time%n",
        cpu(peer) / cpu(pipeline),
        wall(peer) / wall(pipeline),
        firstRow(pipeline) / firstRow(peer));
  }

  private void report(String name, List<Run> runs) {
    System.out.printf(
        Locale.ROOT,
        "%-32s %,10.0f rows per core-second, %,10.0f rows per second, parallelism %d; submit to"
            + " first row %.2f s (medians of %d)%n",
        name,
        rows / cpu(runs),
        rows / wall(runs),
        parallelism,
        firstRow(runs),
        runs.size());
  }

  private static double cpu(List<Run> runs) {
    return median(runs.stream().mapToDouble(Run::cpuSeconds).toArray());
  }

  private static double wall(List<Run> runs) {
    return median(runs.stream().mapToDouble(Run::wallSeconds).toArray());
  }

  private static double firstRow(List<Run> runs) {
    return median(runs.stream().mapToDouble(Run::firstRowSeconds).toArray());
  }

  private static double median(double[] values) {
    return new Samples(values).percentile(50);
  }

  /** From planned to the last row; the time to the first row has the planning in it. */
  private Run measure(Making making) throws InterruptedException {
    Arrivals.reset();
    long begun = System.nanoTime();
    StreamGraph graph = making.graph();
    JobID job = new JobID();
    long submitted = System.nanoTime();
    CpuClock cpu = new CpuClock();
    engine.submit(engine.term(), graph, job, new Restore.Nothing());
    long first = Arrivals.await((long) RESULTS_PER_FILE * Departures.FILES);
    Run run = new Run(seconds(submitted), cpu.seconds(), (first - begun) / 1e9);
    end(job);
    return run;
  }

  private void end(JobID job) throws InterruptedException {
    engine.cancel(job);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(JOB_END_SECONDS);
    while (!Objects.requireNonNullElse(engine.jobs().get(job), JobStatus.FINISHED)
        .isGloballyTerminalState()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("The job " + job + " does not end");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private JobSpec spec() {
    JobInput input =
        new JobInput(
            "departed", Departures.VERSIONS, Instant.now(), null, Duration.ofSeconds(5), origin);
    return new JobSpec(
        new PipelineName("backfill"),
        1,
        select(Departures.NAME.toString()),
        Map.of(Departures.NAME, input),
        new JobOutput.EventType(DERIVED, "derived", Departures.VERSIONS.get(0), null, null),
        Duration.ofHours(1),
        parallelism);
  }

  /** The first and the last row of every few. */
  private String select(String table) {
    int every = rows / Departures.FILES * 2 / RESULTS_PER_FILE;
    return "SELECT %s FROM %s WHERE MOD(flight, %d) IN (0, %d)"
        .formatted(COLUMNS, table, every, every - 1);
  }

  private Configuration settings() {
    return Configuration.fromMap(
        Map.of(
            "parallelism.default",
            Integer.toString(parallelism),
            "execution.checkpointing.interval",
            "10 s",
            "restart-strategy.type",
            "disable"));
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }
}
