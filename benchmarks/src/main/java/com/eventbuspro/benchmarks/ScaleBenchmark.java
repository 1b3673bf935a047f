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
  private static final int IDLE_SECONDS = 60;
  private static final int ROUNDS = 4;
  private static final int ROUND_SECONDS = 15;
  private static final int LOAD_EVENTS = 200_000;
  private static final int LOAD_BATCH = 2_000;
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
    long start = System.nanoTime();
    each(eventTypes, this::register);
    each(eventTypes, this::awaitReady);
    System.out.printf(
        Locale.ROOT,
        "%d event types Ready after %.0f s%n",
        eventTypes,
        (System.nanoTime() - start) / 1e9);
    idle();
    for (int active : new int[] {1, 100, 1_000}) {
      if (active <= eventTypes) {
        freshness(active);
      }
    }
    load();
  }

  private void idle() throws InterruptedException {
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
    Usage before = usage();
    long since = System.currentTimeMillis();
    for (int round = 0; round < ROUNDS; round++) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ROUND_SECONDS);
      each(active, i -> platform.post(events(i), "application/json", "{\"n\":1}"));
      TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
    }
    Commits commits = awaitRows(active, since, (long) active * ROUNDS);
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
    Usage before = usage();
    long since = System.currentTimeMillis();
    each(LOAD_EVENTS / LOAD_BATCH, i -> platform.post(events(0), "application/x-ndjson", batch));
    Commits commits = awaitRows(1, since, LOAD_EVENTS);
    double millions = LOAD_EVENTS / 1e6;
    System.out.printf(
        Locale.ROOT,
        "per million events: %.1f CPU-seconds of the sink, %.0f PUT requests in %.0f commits%n",
        (usage().sink.cpuSeconds() - before.sink.cpuSeconds()) / millions,
        commits.puts() / millions,
        commits.count() / millions);
  }

  private Commits awaitRows(int active, long since, long rows) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (true) {
      Commits commits = new Commits();
      for (int i = 0; i < active; i++) {
        commits.add(warehouse.table(name(i)), warehouse, since);
      }
      if (commits.rows() >= rows) {
        return commits;
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("Only " + commits.rows() + " of " + rows + " events are in the lake");
      }
      TimeUnit.SECONDS.sleep(2);
    }
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

  private void each(int count, Step step) throws InterruptedException, ExecutionException {
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
    for (Future<?> future : futures) {
      future.get();
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
    while (!"TRUE".equals(platform.get("/event-types/" + name(i)).path("ready").asString(""))) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
