package com.eventbuspro.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/**
 * How fast records go into a stream and out again: {@code local-aws} beside {@code kinesis-local},
 * the same client, in the same run. The client's own cost (the SDK's encoding and signing) is
 * inside both figures.
 */
public final class KinesisBenchmark {
  private static final int BATCH = 500;
  private static final int RECORD_BYTES = 600;
  private static final int THREADS = 4;
  private static final int PEER_RECORDS = 5_000;

  private KinesisBenchmark() {}

  /** Argument: how many records local-aws gets; 1,000,000 when not given. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    int records = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    Path work = Files.createTempDirectory("kinesis-benchmark");
    double ours;
    try (KinesisServer server = KinesisServer.localAws(work)) {
      measure(server, 50_000); // Warms the client up; its figure is printed but not used.
      ours = measure(server, records);
    }
    Optional<KinesisServer> peer = KinesisServer.kinesisLocal(work);
    if (peer.isEmpty()) {
      System.out.println("kinesis-local could not be installed with npm: no ratio in this run");
      return;
    }
    try (KinesisServer server = peer.get()) {
      double theirs = measure(server, PEER_RECORDS);
      System.out.printf(
          Locale.ROOT, "local-aws / kinesis-local, records put: %.0f times%n", ours / theirs);
    }
  }

  private static double measure(KinesisServer server, int records)
      throws InterruptedException, ExecutionException {
    try (KinesisClient client = client(server)) {
      String stream = "bench-" + records;
      client.createStream(r -> r.streamName(stream).shardCount(1));
      while (client
              .describeStreamSummary(r -> r.streamName(stream))
              .streamDescriptionSummary()
              .streamStatus()
          != StreamStatus.ACTIVE) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      double put = put(server.name(), client, stream, records);
      drain(server.name(), client, stream, records);
      return put;
    }
  }

  private static double put(String name, KinesisClient client, String stream, int records)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    AtomicLong left = new AtomicLong(records / BATCH);
    AtomicLong done = new AtomicLong();
    int tenth = Math.max(1, records / BATCH / 10);
    long start = System.nanoTime();
    AtomicLong tenthStart = new AtomicLong(start);
    StringBuilder tenths = new StringBuilder();
    List<Future<?>> running = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      running.add(
          threads.submit(
              () -> {
                while (left.decrementAndGet() >= 0) {
                  PutRecordsResponse response =
                      client.putRecords(r -> r.streamName(stream).records(batch()));
                  if (response.failedRecordCount() != 0) {
                    throw new IllegalStateException(
                        response.failedRecordCount() + " records failed");
                  }
                  if (done.incrementAndGet() % tenth == 0) {
                    long now = System.nanoTime();
                    double seconds = (now - tenthStart.getAndSet(now)) / 1e9;
                    synchronized (tenths) {
                      tenths.append(String.format(Locale.ROOT, " %.0f", tenth * BATCH / seconds));
                    }
                  }
                }
              }));
    }
    for (Future<?> future : running) {
      future.get();
    }
    threads.shutdown();
    double rate = records / ((System.nanoTime() - start) / 1e9);
    System.out.printf(
        Locale.ROOT,
        "%s: put %,d records of %d bytes: %,.0f records/s; by tenths:%s%n",
        name,
        records,
        RECORD_BYTES,
        rate,
        tenths);
    return rate;
  }

  private static List<PutRecordsRequestEntry> batch() {
    SdkBytes data = SdkBytes.fromByteArrayUnsafe(new byte[RECORD_BYTES]);
    List<PutRecordsRequestEntry> entries = new ArrayList<>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      entries.add(PutRecordsRequestEntry.builder().partitionKey("key-" + i).data(data).build());
    }
    return entries;
  }

  private static void drain(String name, KinesisClient client, String stream, int records) {
    String shard = client.listShards(r -> r.streamName(stream)).shards().get(0).shardId();
    String iterator =
        client
            .getShardIterator(
                r ->
                    r.streamName(stream)
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    long start = System.nanoTime();
    long read = 0;
    while (read < records) {
      String from = iterator;
      GetRecordsResponse response = client.getRecords(r -> r.shardIterator(from).limit(10_000));
      read += response.records().size();
      iterator = response.nextShardIterator();
    }
    System.out.printf(
        Locale.ROOT,
        "%s: drained %,d records: %,.0f records/s%n",
        name,
        read,
        read / ((System.nanoTime() - start) / 1e9));
  }

  private static KinesisClient client(KinesisServer server) {
    return KinesisClient.builder()
        .endpointOverride(server.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(ApacheHttpClient.builder().maxConnections(THREADS + 1))
        .build();
  }
}
