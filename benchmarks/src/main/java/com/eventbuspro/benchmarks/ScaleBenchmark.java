package com.eventbuspro.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Against a running {@code ./run}: many event types. How soon all are captured, what they cost when
 * nothing happens, how fresh the lake is when few, many or all of them are active, and what a
 * million events cost. Event types that an earlier run registered are used again.
 *
 * <p>Freshness is that of the oldest event of each commit, when the commit became visible, beyond
 * the commit interval that was asked for.
 */
public final class ScaleBenchmark {
  private static final String DOMAIN = "scale";
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final int CLIENTS = 4;
  // While the JVMs still compile what registering took, idle costs twice as much.
  private static final int SETTLE_SECONDS = 60;
  private static final int IDLE_SECONDS = 60;
  private static final int ROUNDS = 4;
  private static final int ROUNDS_OF_ONE = 8;
  private static final int ROUND_SECONDS = 15;
  private static final int LOAD_EVENTS = 200_000;
  private static final int LOAD_BATCH = 2_000;
  private static final double SECONDS_TO_REGISTER = 0.2;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration PROGRESS = Duration.ofSeconds(10);
  private static final long SECONDS_PER_DAY = 86_400;

  private final Platform platform;
  private final WarehouseFiles warehouse;
  private final String dataDirectory;
  private final int eventTypes;
  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

  private ScaleBenchmark(URI url, Path data, int eventTypes) throws IOException {
    this.platform = new Platform(url, data);
    this.warehouse = new WarehouseFiles(data);
    this.dataDirectory = data.toString();
    this.eventTypes = eventTypes;
  }

  /** Arguments: URL, data folder, number of event types. */
  public static void main(String[] arguments) throws Exception {
    URI url = URI.create(arguments.length > 0 ? arguments[0] : "http://localhost:8080");
    Path data = Path.of(arguments.length > 1 ? arguments[1] : ".data");
    int eventTypes = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1_000;
    ScaleBenchmark benchmark = new ScaleBenchmark(url, data, eventTypes);
    try {
      benchmark.run();
    } finally {
      benchmark.clients.shutdownNow();
    }
  }

  private void run() throws Exception {
    usage(); // Says at once, not in minutes, if there is no ./run to look at.
    List<Integer> actives =
        IntStream.of(1, 100, 1_000).filter(active -> active <= eventTypes).boxed().toList();
    System.out.printf(
        Locale.ROOT,
        "%d event types; this takes about %d minutes%n",
        eventTypes,
        Math.round((eventTypes * SECONDS_TO_REGISTER + fixedSeconds(actives)) / 60));
    long start = System.nanoTime();
    each(eventTypes, "registered", this::register);
    each(eventTypes, "Ready", this::awaitReady);
    System.out.printf(
        Locale.ROOT,
        "%d event types Ready after %.0f s%n",
        eventTypes,
        (System.nanoTime() - start) / 1e9);
    idle();
    for (int active : actives) {
      freshness(active);
    }
    load();
    System.out.printf(Locale.ROOT, "All done in %.0f s%n", (System.nanoTime() - start) / 1e9);
  }

  private static double fixedSeconds(List<Integer> actives) {
    int rounds = actives.stream().mapToInt(ScaleBenchmark::rounds).sum();
    return SETTLE_SECONDS
        + IDLE_SECONDS
        + rounds * ROUND_SECONDS
        + (actives.size() + 1) * INTERVAL.toSeconds();
  }

  private static int rounds(int active) {
    return active == 1 ? ROUNDS_OF_ONE : ROUNDS;
  }

  private void idle() throws InterruptedException {
    System.out.printf(
        "Letting everything settle (%d s), then idle (%d s) ...%n", SETTLE_SECONDS, IDLE_SECONDS);
    TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
    Usage before = usage();
    TimeUnit.SECONDS.sleep(IDLE_SECONDS);
    Usage after = usage();
    double sink = after.sink.cpuSeconds() - before.sink.cpuSeconds();
    double all = after.all.cpuSeconds() - before.all.cpuSeconds();
    System.out.printf(
        Locale.ROOT,
        "idle, %d event types: sink %.1f %% of a core and %d MiB; everything %.1f %% and %d MiB;"
            + " sink, per event type and day: %.1f CPU-seconds%n",
        eventTypes,
        100 * sink / IDLE_SECONDS,
        after.sink.residentBytes() >> 20,
        100 * all / IDLE_SECONDS,
        after.all.residentBytes() >> 20,
        sink / IDLE_SECONDS * SECONDS_PER_DAY / eventTypes);
  }

  /** One event per event type in each round; rounds are longer than the interval. */
  private void freshness(int active) throws Exception {
    int rounds = rounds(active);
    System.out.printf("%d active: %d rounds of %d s ...%n", active, rounds, ROUND_SECONDS);
    Usage before = usage();
    long since = System.currentTimeMillis();
    for (int round = 0; round < rounds; round++) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ROUND_SECONDS);
      each(active, null, i -> platform.post(events(i), "application/json", "{\"n\":1}"));
      TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
    }
    Commits commits = awaitRows(active, since, rounds);
    double cpu = usage().sink.cpuSeconds() - before.sink.cpuSeconds();
    Samples beyond = commits.beyond(INTERVAL);
    System.out.printf(
        Locale.ROOT,
        "%d active: visible p50 %.2f s, p99 %.2f s after the commit interval; %d commits,"
            + " %.1f ms of the sink's CPU each%n",
        active,
        beyond.percentile(50),
        beyond.percentile(99),
        commits.count(),
        1_000 * cpu / commits.count());
  }

  /** Full speed into one event type, so that the price of a commit is spread over many events. */
  private void load() throws Exception {
    String batch = "{\"n\":1,\"text\":\"some text of a usual length\"}\n".repeat(LOAD_BATCH);
    System.out.printf(Locale.ROOT, "%,d events into one of them ...%n", LOAD_EVENTS);
    Usage before = usage();
    long since = System.currentTimeMillis();
    each(
        LOAD_EVENTS / LOAD_BATCH,
        null,
        i -> platform.post(events(0), "application/x-ndjson", batch));
    Commits commits = awaitRows(1, since, LOAD_EVENTS);
    double millions = LOAD_EVENTS / 1e6;
    System.out.printf(
        Locale.ROOT,
        "per million events: %.1f CPU-seconds of the sink, %.0f PUT requests in %.0f commits%n",
        (usage().sink.cpuSeconds() - before.sink.cpuSeconds()) / millions,
        commits.puts() / millions,
        commits.count() / millions);
  }

  /**
   * Waits table by table: looking at them costs the machine that is measured as little as can be.
   */
  private Commits awaitRows(int active, long since, long rowsEach) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Commits all = new Commits();
    for (int i = 0; i < active; i++) {
      Commits commits = commits(i, since);
      while (commits.rows() < rowsEach) {
        if (System.nanoTime() > deadline) {
          throw new IOException(
              "Only %d of %d events of %s are in the lake"
                  .formatted(commits.rows(), rowsEach, name(i)));
        }
        TimeUnit.SECONDS.sleep(1);
        commits = commits(i, since);
      }
      all.add(commits);
    }
    return all;
  }

  private Commits commits(int eventType, long since) throws IOException {
    Commits commits = new Commits();
    commits.add(warehouse.table(name(eventType)), warehouse, since);
    return commits;
  }

  private record Usage(ProcessUse all, ProcessUse sink) {}

  private Usage usage() {
    return new Usage(
        ProcessUse.ofTree("LocalMain", dataDirectory),
        ProcessUse.ofChild("LakeSinkMain", "LocalMain", dataDirectory));
  }

  private interface Step {
    void of(int eventType) throws Exception;
  }

  /** Does a step for each, a few at a time. */
  private void each(int count, @Nullable String progress, Step step)
      throws InterruptedException, ExecutionException {
    List<Future<?>> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      futures.add(
          clients.submit(
              () -> {
                step.of(number);
                return null;
              }));
    }
    long told = System.nanoTime();
    int done = 0;
    for (Future<?> future : futures) {
      future.get();
      done++;
      if (progress != null && System.nanoTime() - told > PROGRESS.toNanos()) {
        told = System.nanoTime();
        System.out.printf("%s: %d of %d%n", progress, done, count);
      }
    }
  }

  private static String name(int i) {
    return DOMAIN + ".event_" + i;
  }

  private static String events(int i) {
    return "/event-types/" + name(i) + "/events";
  }

  private void register(int i) throws IOException, InterruptedException {
    platform.post(
        "/event-types",
        "application/json",
        """
        {"name":"%s","owner":"benchmarks","description":"Benchmark","commit_interval_seconds":%d,
         "schema":{"type":"object","properties":{"n":{"type":"integer"},"text":{"type":"string"}},"required":["n"]}}"""
            .formatted(name(i), INTERVAL.toSeconds()));
  }

  private void awaitReady(int i) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!"TRUE".equals(platform.get("/event-types/" + name(i)).path("ready").asString(""))) {
      if (System.nanoTime() > deadline) {
        throw new IOException(name(i) + " does not become Ready");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
