package com.eventbuspro.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Against a running {@code ./run --fresh}: how long from registered to {@code Ready}, from
 * published to visible in the lake, and what idle event types cost.
 *
 * <p>Limits in the same run: the commit interval that was asked for, and an idle platform without
 * event types.
 */
public final class PlatformBenchmark {
  private static final String MAIN = "com.eventbuspro.local.LocalMain";
  private static final int IDLE_SECONDS = 60;
  private static final int COMMIT_INTERVAL_SECONDS = 10;
  private static final int LATENCY_EVENTS = 40;

  private final Platform platform;
  private final String dataDirectory;
  private final int eventTypes;
  private final String domain = "bench" + Long.toString(System.currentTimeMillis(), 36);

  private PlatformBenchmark(Platform platform, Path data, int eventTypes) {
    this.platform = platform;
    this.dataDirectory = data.toString();
    this.eventTypes = eventTypes;
  }

  /** Arguments: URL, data folder, number of event types. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    URI url = URI.create(arguments.length > 0 ? arguments[0] : "http://localhost:8080");
    Path data = Path.of(arguments.length > 1 ? arguments[1] : ".data");
    int eventTypes = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 200;
    new PlatformBenchmark(new Platform(url, data), data, eventTypes).run();
  }

  private void run() throws IOException, InterruptedException {
    System.out.printf("Idle, without our event types (%d s) ...%n", IDLE_SECONDS);
    double idleBefore = idleCores();
    long memoryBefore = ProcessUse.ofTree(MAIN, dataDirectory).residentBytes();

    System.out.printf("Registering %d event types, one after the other ...%n", eventTypes);
    double[] ready = new double[eventTypes];
    for (int i = 0; i < eventTypes; i++) {
      ready[i] = secondsToReady(name(i));
    }
    Samples readiness = new Samples(ready);
    System.out.printf(
        Locale.ROOT,
        "registered -> Ready: p50 %.2f s, p95 %.2f s, max %.2f s%n",
        readiness.percentile(50),
        readiness.percentile(95),
        readiness.max());

    System.out.printf("Idle, with %d event types (%d s) ...%n", eventTypes, IDLE_SECONDS);
    double idleAfter = idleCores();
    long memoryAfter = ProcessUse.ofTree(MAIN, dataDirectory).residentBytes();
    System.out.printf(
        Locale.ROOT,
        "idle: %.1f %% of one core with %d event types, %.1f %% without; memory %d MiB and %d MiB:"
            + " %.0f KiB per event type%n",
        100 * idleAfter,
        eventTypes,
        100 * idleBefore,
        memoryAfter >> 20,
        memoryBefore >> 20,
        (memoryAfter - memoryBefore) / 1024.0 / eventTypes);

    publishedToVisible();
  }

  private String name(int i) {
    return domain + ".event_" + i;
  }

  private double idleCores() throws InterruptedException {
    ProcessUse before = ProcessUse.ofTree(MAIN, dataDirectory);
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(IDLE_SECONDS);
    ProcessUse after = ProcessUse.ofTree(MAIN, dataDirectory);
    return (after.cpuSeconds() - before.cpuSeconds()) / ((System.nanoTime() - start) / 1e9);
  }

  private double secondsToReady(String name) throws IOException, InterruptedException {
    long start = System.nanoTime();
    platform.post(
        "/event-types",
        "application/json",
        """
        {"name":"%s","owner":"benchmarks","description":"Benchmark","commit_interval_seconds":%d,
         "schema":{"type":"object","properties":{"n":{"type":"integer"},"text":{"type":"string"}},"required":["n"]}}"""
            .formatted(name, COMMIT_INTERVAL_SECONDS));
    while (!"TRUE".equals(platform.get("/event-types/" + name).path("ready").asString(""))) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(120)) {
        throw new IOException(name + " is not ready: " + platform.get("/event-types/" + name));
      }
      TimeUnit.MILLISECONDS.sleep(25);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Events are published at odd moments, so that they meet the commit interval at every phase. */
  private void publishedToVisible() throws IOException, InterruptedException {
    System.out.printf("Publishing %d events at odd moments ...%n", LATENCY_EVENTS);
    double[] seconds = new double[LATENCY_EVENTS];
    long[] publishedAt = new long[LATENCY_EVENTS];
    int published = 0;
    int seen = 0;
    java.util.Random random = new java.util.Random(1);
    long nextPublish = System.nanoTime();
    while (seen < LATENCY_EVENTS) {
      if (published < LATENCY_EVENTS && System.nanoTime() >= nextPublish) {
        publishedAt[published] = System.nanoTime();
        platform.post(
            "/event-types/" + name(0) + "/events", "application/json", "{\"n\":" + published + "}");
        published++;
        nextPublish += TimeUnit.MILLISECONDS.toNanos(500 + random.nextInt(4000));
      }
      int rows = platform.get("/event-types/" + name(0) + "/events?limit=100").path("items").size();
      for (; seen < rows; seen++) {
        seconds[seen] = (System.nanoTime() - publishedAt[seen]) / 1e9;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    Samples visible = new Samples(seconds);
    System.out.printf(
        Locale.ROOT,
        "published -> visible in the lake: p50 %.2f s, p95 %.2f s; p95 is the commit interval (%d s)"
            + " + %.2f s%n",
        visible.percentile(50),
        visible.percentile(95),
        COMMIT_INTERVAL_SECONDS,
        visible.percentile(95) - COMMIT_INTERVAL_SECONDS);
  }
}
