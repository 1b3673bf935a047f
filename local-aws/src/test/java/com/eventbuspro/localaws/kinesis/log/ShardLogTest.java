package com.eventbuspro.localaws.kinesis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardLogTest {
  private static final LogSettings SMALL = new LogSettings(1024, LogSettings.Sync.LATER);
  private static final int ALL = 1_000_000;

  private Path directory;

  @BeforeEach
  void chooseDirectory(@TempDir Path parent) {
    directory = parent.resolve("shard");
  }

  private ShardLog open() {
    return ShardLog.in(directory, SMALL);
  }

  @Test
  void nothingIsCreatedBeforeTheFirstRecord() {
    try (ShardLog log = open()) {
      assertThat(log.nextIndex()).isEqualTo(1);
      assertThat(log.read(0, 0, ALL, ALL).records()).isEmpty();
      log.expire(Long.MAX_VALUE);
      log.sync();
      assertThat(directory).doesNotExist();
    }
  }

  @Test
  void recordsComeBackInOrderAcrossSegments() throws IOException {
    try (ShardLog log = open()) {
      fill(log, 0, 200);
      assertThat(segments()).hasSizeGreaterThan(5);
      assertThat(values(log.read(0, 0, ALL, ALL))).isEqualTo(expected(0, 200));
      for (int from : new int[] {1, 2, 37, 100, 199, 200}) {
        assertThat(values(log.read(from, 0, ALL, ALL))).isEqualTo(expected(from - 1, 200));
      }
      assertThat(log.read(201, 0, ALL, ALL)).isEqualTo(new Batch(List.of(), 201, 201));
    }
  }

  @Test
  void aReadStopsAtItsLimits() {
    try (ShardLog log = open()) {
      fill(log, 0, 100);
      Batch ten = log.read(5, 0, 10, ALL);
      assertThat(values(ten)).isEqualTo(expected(4, 14));
      assertThat(ten.nextIndex()).isEqualTo(15);
      assertThat(ten.reachesTip()).isFalse();
      int each = ten.records().get(0).size();
      assertThat(log.read(20, 0, ALL, each * 3 + 1).records()).hasSize(3);
      assertThat(log.read(20, 0, ALL, 1).records()).as("never stuck").hasSize(1);
    }
  }

  @Test
  void recordsAreFoundByTime() {
    try (ShardLog log = open()) {
      for (int i = 0; i < 100; i++) {
        log.append(List.of(record(i)), 1000 + i / 3, (byte) 0);
      }
      assertThat(log.indexAt(0)).isEqualTo(1);
      assertThat(log.indexAt(1000)).isEqualTo(1);
      assertThat(log.indexAt(1001)).isEqualTo(4);
      assertThat(log.indexAt(1033)).isEqualTo(100);
      assertThat(log.indexAt(1034)).isEqualTo(101);
      assertThat(values(log.read(1, 1020, ALL, ALL))).isEqualTo(expected(60, 100));
    }
  }

  @Test
  void timeNeverGoesBackWithinALog() {
    try (ShardLog log = open()) {
      log.append(List.of(record(0)), 5000, (byte) 0);
      assertThat(log.append(List.of(record(1)), 4000, (byte) 0).arrivalMillis()).isEqualTo(5000);
    }
  }

  @Test
  void everythingIsThereAfterReopening() {
    try (ShardLog log = open()) {
      fill(log, 0, 150);
    }
    try (ShardLog log = open()) {
      assertThat(log.nextIndex()).isEqualTo(151);
      assertThat(log.lastArrivalMillis()).isEqualTo(149);
      fill(log, 150, 160);
      assertThat(values(log.read(0, 0, ALL, ALL))).isEqualTo(expected(0, 160));
    }
  }

  @Test
  void aTornTailIsCutAtEveryPossibleByte() throws IOException {
    try (ShardLog log = open()) {
      fill(log, 0, 3);
    }
    Path file = segments().get(0);
    byte[] whole = Files.readAllBytes(file);
    int frame = (whole.length - Segment.HEADER) / 3;
    for (int length = 0; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      int intact = Math.max(0, length - Segment.HEADER) / frame;
      try (ShardLog log = open()) {
        assertThat(values(log.read(0, 0, ALL, ALL))).isEqualTo(expected(0, intact));
        log.append(List.of(record(intact)), intact, (byte) 0);
      }
      try (ShardLog log = open()) {
        assertThat(values(log.read(0, 0, ALL, ALL))).isEqualTo(expected(0, intact + 1));
      }
    }
  }

  @Test
  void aChangedByteAtTheTailIsNoticed() throws IOException {
    try (ShardLog log = open()) {
      fill(log, 0, 3);
    }
    Path file = segments().get(0);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1]++;
    Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    try (ShardLog log = open()) {
      assertThat(values(log.read(0, 0, ALL, ALL))).isEqualTo(expected(0, 2));
    }
  }

  @Test
  void damageWhileRunningIsAnErrorNotAWrongRecord() throws IOException {
    try (ShardLog log = open()) {
      fill(log, 0, 3);
      Path file = segments().get(0);
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 1]++;
      Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
      assertThatThrownBy(() -> log.read(0, 0, ALL, ALL))
          .isInstanceOf(UncheckedIOException.class)
          .hasRootCauseMessage(
              "Damaged record at byte " + (8 + (bytes.length - 8) / 3 * 2) + " of " + file);
    }
  }

  @Test
  void expiredSegmentsAreDeletedAndIndexesGoOn() throws IOException {
    try (ShardLog log = open()) {
      fill(log, 0, 100);
      int before = segments().size();
      log.expire(50);
      assertThat(segments()).hasSizeLessThan(before);
      List<String> left = values(log.read(0, 50, ALL, ALL));
      assertThat(left).isEqualTo(expected(50, 100));
      log.expire(1000);
      assertThat(segments()).hasSize(1);
      assertThat(log.read(0, 0, ALL, ALL).records()).isEmpty();
    }
    try (ShardLog log = open()) {
      assertThat(log.nextIndex()).isEqualTo(101);
      fill(log, 100, 101);
      assertThat(values(log.read(0, 0, ALL, ALL))).isEqualTo(expected(100, 101));
    }
  }

  @Test
  void aReleasedHandleIsOpenedAgain() {
    try (ShardLog log = open()) {
      fill(log, 0, 2);
      log.release();
      fill(log, 2, 4);
      assertThat(values(log.read(0, 0, ALL, ALL))).isEqualTo(expected(0, 4));
    }
  }

  @Test
  void anInterruptedWriterLosesNothingAndBreaksNothing() {
    try (ShardLog log = open()) {
      fill(log, 0, 2);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> fill(log, 2, 3)).isInstanceOf(UncheckedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
      fill(log, 2, 4);
      log.sync();
      assertThat(values(log.read(0, 0, ALL, ALL))).isEqualTo(expected(0, 4));
    }
  }

  @Test
  void manyWritersAndReadersSeeOneOrder() throws Exception {
    LogSettings synced = new LogSettings(4096, LogSettings.Sync.BEFORE_ACKNOWLEDGING);
    int writers = 4;
    int batches = 50;
    ExecutorService threads = Executors.newFixedThreadPool(writers + 1);
    try (ShardLog log = ShardLog.in(directory, synced)) {
      List<Future<?>> work = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        work.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < batches; i++) {
                    log.append(List.of(record(i), record(i)), i, (byte) 0);
                  }
                }));
      }
      int total = writers * batches * 2;
      work.add(threads.submit(() -> followTo(log, total)));
      for (Future<?> one : work) {
        one.get();
      }
      assertThat(log.nextIndex()).isEqualTo(total + 1);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void followTo(ShardLog log, int total) {
    long next = 1;
    while (next <= total) {
      Batch batch = log.read(next, 0, 7, ALL);
      for (StoredRecord record : batch.records()) {
        assertThat(record.index()).isEqualTo(next++);
      }
    }
  }

  private static void fill(ShardLog log, int from, int to) {
    for (int i = from; i < to; i++) {
      assertThat(log.append(List.of(record(i)), i, (byte) 0).firstIndex()).isEqualTo(i + 1);
    }
  }

  private static NewRecord record(int i) {
    return new NewRecord(
        "key".getBytes(StandardCharsets.UTF_8), value(i).getBytes(StandardCharsets.UTF_8));
  }

  private static String value(long i) {
    return String.format("value-%06d", i);
  }

  private static List<String> expected(int from, int to) {
    return LongStream.range(from, to).mapToObj(ShardLogTest::value).toList();
  }

  private static List<String> values(Batch batch) {
    return IntStream.range(0, batch.records().size())
        .mapToObj(batch.records()::get)
        .map(
            record ->
                new String(
                    record.block(),
                    record.dataOffset(),
                    record.dataLength(),
                    StandardCharsets.UTF_8))
        .toList();
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}
