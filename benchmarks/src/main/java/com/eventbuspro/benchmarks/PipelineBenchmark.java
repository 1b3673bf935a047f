package com.eventbuspro.benchmarks;

import com.eventbuspro.streams.AwsConnection;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.Shard;
import com.eventbuspro.streams.ShardReader;
import com.eventbuspro.streams.StreamRecord;
import com.eventbuspro.streams.Streams;
import com.eventbuspro.streams.kinesis.KinesisStreams;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleBiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Against a running {@code ./run}: how long from published to the derived event being readable in
 * its stream, beside a bare GetRecords consumer of the source that polls as often; and what many
 * small pipelines cost.
 */
public final class PipelineBenchmark {
  private static final int SECONDS = 60;
  private static final int PER_SECOND = 1_000;
  private static final int BATCH = 50;
  private static final long POLL_MILLIS = 300;
  private static final int SMALL_PIPELINES = 20;
  private static final int SMALL_PER_SECOND = 100;
  private static final Pattern SENT = Pattern.compile("\"sent\":(\\d+)");

  private final Platform platform;
  private final Streams streams;
  private final String dataDirectory;
  private final String domain = "bench" + Long.toString(System.currentTimeMillis(), 36);

  private PipelineBenchmark(Platform platform, Streams streams, Path data) {
    this.platform = platform;
    this.streams = streams;
    this.dataDirectory = data.toString();
  }

  /** Arguments: URL, data folder, endpoint of Kinesis. */
  public static void main(String[] arguments) throws Exception {
    URI url = URI.create(arguments.length > 0 ? arguments[0] : "http://localhost:8080");
    Path data = Path.of(arguments.length > 1 ? arguments[1] : ".data");
    URI kinesis = URI.create(arguments.length > 2 ? arguments[2] : "http://localhost:4566");
    try (Streams streams =
        KinesisStreams.connect(AwsConnection.local(kinesis, "us-east-1", "test", "test"))) {
      new PipelineBenchmark(new Platform(url, data), streams, data).run();
    }
  }

  private void run() throws Exception {
    register("sent");
    create("first", "sent", "first_derived", "number >= 0");
    latency();
    smallPipelines();
  }

  private void latency() throws Exception {
    System.out.printf("Publishing %d events a second for %d s ...%n", PER_SECOND, SECONDS);
    Instant from = Instant.now();
    Queue<Double> bare = new ConcurrentLinkedQueue<>();
    Queue<Double> derived = new ConcurrentLinkedQueue<>();
    long stop = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS + 10);
    // The bare consumer has an event when GetRecords brings it; the derived one can be read from
    // the moment on at which its stream has it.
    Thread consumer = read("sent", from, stop, bare, (sent, record) -> now() - sent);
    Thread reader =
        read(
            "first_derived",
            from,
            stop,
            derived,
            (sent, record) -> record.arrival().toEpochMilli() - sent);
    publish("sent", PER_SECOND, SECONDS);
    consumer.join();
    reader.join();
    Samples plain = samples(bare);
    Samples through = samples(derived);
    System.out.printf(
        Locale.ROOT,
        "published -> derived event readable: p50 %.0f ms, p99 %.0f ms (%d events); bare consumer:"
            + " p50 %.0f ms, p99 %.0f ms (%d events); ratio %.2f and %.2f%n",
        through.percentile(50),
        through.percentile(99),
        derived.size(),
        plain.percentile(50),
        plain.percentile(99),
        bare.size(),
        through.percentile(50) / plain.percentile(50),
        through.percentile(99) / plain.percentile(99));
  }

  private void smallPipelines() throws Exception {
    register("small");
    ProcessUse before = runner();
    double idle = cores(SECONDS / 2);
    for (int i = 0; i < SMALL_PIPELINES; i++) {
      create("small-" + i, "small", "small_derived_" + i, "number = " + i);
    }
    Thread load =
        new Thread(
            () -> {
              try {
                publish("small", SMALL_PER_SECOND, SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    load.start();
    double busy = cores(SECONDS / 2);
    load.join();
    ProcessUse after = runner();
    System.out.printf(
        Locale.ROOT,
        "%d pipelines, %d events a second read by each: %.1f %% of a core and %.1f MiB each"
            + " (transform-runner: %.1f %% and %d MiB before, %.1f %% and %d MiB with them)%n",
        SMALL_PIPELINES,
        SMALL_PER_SECOND,
        100 * (busy - idle) / SMALL_PIPELINES,
        (after.residentBytes() - before.residentBytes()) / (double) (1 << 20) / SMALL_PIPELINES,
        100 * idle,
        before.residentBytes() >> 20,
        100 * busy,
        after.residentBytes() >> 20);
  }

  private ProcessUse runner() {
    return ProcessUse.ofChild("TransformRunnerMain", "LocalMain", dataDirectory);
  }

  private double cores(int seconds) throws InterruptedException {
    double before = runner().cpuSeconds();
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    return (runner().cpuSeconds() - before) / ((System.nanoTime() - start) / 1e9);
  }

  private void publish(String event, int perSecond, int seconds) throws InterruptedException {
    long start = System.nanoTime();
    for (int number = 0; number < perSecond * seconds; number += BATCH) {
      long due = start + TimeUnit.SECONDS.toNanos(1) / perSecond * number;
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      List<Entry> entries = new ArrayList<>();
      for (int i = number; i < number + BATCH; i++) {
        String json = "{\"number\":%d,\"sent\":%d}".formatted(i, now());
        entries.add(new Entry("key-" + i, json.getBytes(StandardCharsets.UTF_8)));
      }
      for (PublishOutcome outcome : streams.publish(stream(event), entries)) {
        if (!(outcome instanceof PublishOutcome.Accepted)) {
          throw new IllegalStateException("Not accepted: " + outcome);
        }
      }
    }
  }

  /** Polls the one shard of a stream, as often as the transform-runner's source does. */
  private Thread read(
      String event,
      Instant from,
      long stop,
      Queue<Double> latencies,
      ToDoubleBiFunction<Long, StreamRecord> latency) {
    Shard shard = streams.shards(stream(event)).get(0);
    Thread thread =
        new Thread(
            () -> {
              ShardReader reader =
                  streams.read(stream(event), shard.id(), new ReadFrom.AtTime(from));
              while (System.nanoTime() < stop) {
                ReadBatch batch = reader.next();
                for (StreamRecord record : batch.records()) {
                  Matcher sent = SENT.matcher(new String(record.data(), StandardCharsets.UTF_8));
                  if (sent.find()) {
                    latencies.add(latency.applyAsDouble(Long.valueOf(sent.group(1)), record));
                  }
                }
                try {
                  TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                  return;
                }
              }
            },
            "reader of " + event);
    thread.start();
    return thread;
  }

  private static Samples samples(Queue<Double> latencies) {
    return new Samples(latencies.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private String name(String event) {
    return domain + "." + event;
  }

  private String stream(String event) {
    return "ebp-local-" + name(event);
  }

  private void register(String event) throws IOException, InterruptedException {
    platform.post(
        "/event-types",
        "application/json",
        """
        {"name":"%s","owner":"benchmarks","description":"Benchmark",
         "schema":{"type":"object","properties":{"number":{"type":"integer"},"sent":{"type":"integer"}},"required":["number","sent"]}}"""
            .formatted(name(event)));
    await("/event-types/" + name(event), "/ready", "TRUE");
  }

  private void create(String pipeline, String source, String derived, String condition)
      throws IOException, InterruptedException {
    platform.post(
        "/pipelines",
        "application/json",
        """
        {"name":"%s-%s","owner":"benchmarks","purpose":"Benchmark","start":"now",
         "sql":"SELECT number, sent FROM %s WHERE %s",
         "destination":{"type":"event_type","name":"%s"}}"""
            .formatted(domain, pipeline, name(source), condition, name(derived)));
    await("/pipelines/" + domain + "-" + pipeline, "/status/phase", "LIVE");
  }

  private void await(String path, String pointer, String value)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (!value.equals(platform.get(path).at(pointer).asString(""))) {
      if (System.nanoTime() > deadline) {
        throw new IOException(path + " does not come to " + value + ": " + platform.get(path));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
