package com.eventbuspro.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.localaws.LocalAwsMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * The promise of durability: whatever was acknowledged before a kill -9 is there once and in order
 * after a restart. The server is killed in the middle of the writes of four threads, three times
 * over.
 */
class KinesisKillIT {
  private static final String STREAM = "killed";
  private static final int WRITERS = 4;
  private static final int BATCH = 20;
  private static final int ACKNOWLEDGED_PER_ROUND = 2000;

  /** What the server said it stored. */
  private record Acknowledged(String shard, BigInteger number, String value) {}

  @Test
  void anAcknowledgedRecordIsThereOnceAndInOrder(@TempDir Path directory) throws Exception {
    Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    for (int round = 0; round < 3; round++) {
      try (Server server = Server.start(directory)) {
        try (KinesisClient kinesis = KinesisClients.of(server.endpoint())) {
          if (round == 0) {
            kinesis.createStream(b -> b.streamName(STREAM).shardCount(2));
            kinesis.waiter().waitUntilStreamExists(b -> b.streamName(STREAM));
          }
          writeUntilKilled(kinesis, server, acknowledged, round);
        }
      }
    }
    try (Server server = Server.start(directory);
        KinesisClient kinesis = KinesisClients.of(server.endpoint())) {
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(3 * ACKNOWLEDGED_PER_ROUND);
      check(readEverything(kinesis), acknowledged);
    }
  }

  private static void writeUntilKilled(
      KinesisClient kinesis, Server server, Queue<Acknowledged> acknowledged, int round)
      throws InterruptedException {
    int enough = acknowledged.size() + ACKNOWLEDGED_PER_ROUND;
    List<Thread> writers = new ArrayList<>();
    for (int w = 0; w < WRITERS; w++) {
      String prefix = round + "-" + w + "-";
      Thread writer = new Thread(() -> write(kinesis, prefix, acknowledged));
      writer.start();
      writers.add(writer);
    }
    ContractWaits.until(() -> acknowledged.size() >= enough);
    server.kill();
    for (Thread writer : writers) {
      writer.join();
    }
  }

  /** Writes new values until the server does not answer any more. */
  private static void write(
      KinesisClient kinesis, String prefix, Queue<Acknowledged> acknowledged) {
    for (int n = 0; ; n += BATCH) {
      int first = n;
      List<PutRecordsRequestEntry> entries =
          IntStream.range(first, first + BATCH)
              .mapToObj(i -> prefix + i)
              .map(
                  value ->
                      PutRecordsRequestEntry.builder()
                          .partitionKey(value)
                          .data(SdkBytes.fromUtf8String(value))
                          .build())
              .toList();
      List<PutRecordsResultEntry> results;
      try {
        results = kinesis.putRecords(b -> b.streamName(STREAM).records(entries)).records();
      } catch (SdkException e) {
        return;
      }
      for (int i = 0; i < BATCH; i++) {
        acknowledged.add(
            new Acknowledged(
                results.get(i).shardId(),
                new BigInteger(results.get(i).sequenceNumber()),
                prefix + (first + i)));
      }
    }
  }

  private static Map<String, List<Record>> readEverything(KinesisClient kinesis) {
    Map<String, List<Record>> found = new HashMap<>();
    for (Shard shard : kinesis.listShards(b -> b.streamName(STREAM)).shards()) {
      List<Record> records = new ArrayList<>();
      String next =
          kinesis
              .getShardIterator(
                  b ->
                      b.streamName(STREAM)
                          .shardId(shard.shardId())
                          .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
              .shardIterator();
      for (boolean isBehind = true; isBehind; ) {
        String iterator = next;
        var page = kinesis.getRecords(b -> b.shardIterator(iterator));
        records.addAll(page.records());
        next = page.nextShardIterator();
        isBehind = page.millisBehindLatest() > 0;
      }
      found.put(shard.shardId(), records);
    }
    return found;
  }

  private static void check(Map<String, List<Record>> found, Queue<Acknowledged> acknowledged) {
    Map<String, BigInteger> places = new HashMap<>();
    found.forEach(
        (shard, records) -> {
          BigInteger last = BigInteger.ZERO;
          for (Record record : records) {
            BigInteger number = new BigInteger(record.sequenceNumber());
            assertThat(number).isGreaterThan(last);
            last = number;
            assertThat(places.put(shard + "/" + record.data().asUtf8String(), number))
                .as("stored once: %s", record.data().asUtf8String())
                .isNull();
          }
        });
    for (Acknowledged record : acknowledged) {
      assertThat(places.get(record.shard() + "/" + record.value()))
          .as(record.value())
          .isEqualTo(record.number());
    }
  }

  /** local-aws in a JVM of its own. */
  private record Server(Process process, URI endpoint) implements AutoCloseable {
    static Server start(Path directory) throws IOException {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      String classPath =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      Process process =
          new ProcessBuilder(
                  java,
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-cp",
                  classPath,
                  LocalAwsMain.class.getName(),
                  "--port",
                  "0",
                  "--s3-port",
                  "0",
                  "--data-dir",
                  directory.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String endpoint = null;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("Kinesis")) {
          endpoint = line.substring(line.indexOf("http"));
        }
        if (line.endsWith("is ready") && endpoint != null) {
          return new Server(process, URI.create(endpoint));
        }
      }
      throw new IllegalStateException("local-aws ended before it was ready");
    }

    void kill() {
      process.destroyForcibly();
    }

    @Override
    public void close() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }
  }
}
