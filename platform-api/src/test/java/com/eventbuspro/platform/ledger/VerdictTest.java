package com.eventbuspro.platform.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.ledger.SequenceRange;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.platform.ledger.Figures.Captured;
import com.eventbuspro.platform.ledger.Figures.Note;
import com.eventbuspro.platform.ledger.Figures.Published;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {
  private static final String SHARD = "shardId-000000000000";

  @Test
  void whatIsCapturedInFullIsComplete() {
    assertThat(judge(500, List.of(published(1, 100, 1, 100)), List.of(captured(1, 100, 1, 100))))
        .isEmpty();
  }

  @Test
  void whatIsMissingIsToldWithShardAndRangeAndHour() {
    List<Finding> found =
        judge(
            500,
            List.of(published(1, 100, 1, 100), published(2, 50, 101, 150)),
            List.of(captured(1, 90, 1, 100), captured(2, 50, 101, 150)));
    assertThat(found)
        .containsExactly(new Finding(hour(1), SHARD, ProblemKind.NOT_CAPTURED, range(1, 100), 10));
  }

  @Test
  void whatIsNotReadYetIsNotMissing() {
    assertThat(judge(99, List.of(published(1, 100, 1, 100)), List.of(captured(1, 90, 1, 99))))
        .isEmpty();
    assertThat(judge(Position.BEGINNING, List.of(published(1, 100, 1, 100)), List.of())).isEmpty();
  }

  @Test
  void whatIsLeftUnreadInAShardThatEndedIsMissing() {
    assertThat(judge(Position.ENDED, List.of(published(1, 100, 1, 100)), List.of()))
        .containsExactly(new Finding(hour(1), SHARD, ProblemKind.NOT_CAPTURED, range(1, 100), 100));
  }

  @Test
  void anotherHourByTheStreamsClockIsNoReproach() {
    assertThat(
            judge(
                500,
                List.of(published(2, 100, 1, 100)),
                List.of(captured(1, 60, 1, 60), captured(2, 40, 61, 100))))
        .isEmpty();
  }

  @Test
  void whatNeighboursHideInOneSliceShowsInARunOfThem() {
    // Each slice alone could be covered by the two hours it touches; together they cannot.
    List<Published> slices =
        List.of(
            published(1, 100, 51, 150), published(2, 100, 151, 250), published(3, 100, 251, 350));
    List<Captured> cells =
        List.of(
            captured(1, 90, 40, 100),
            captured(2, 90, 101, 200),
            captured(3, 90, 201, 300),
            captured(4, 25, 301, 360));
    assertThat(judge(500, slices, cells))
        .containsExactly(new Finding(hour(1), SHARD, ProblemKind.NOT_CAPTURED, range(51, 350), 5));
  }

  @Test
  void whatWasNotCountedAccusesNobodyAndIsSaidToBeUnknown() {
    Figures figures =
        new Figures(
            Map.of(SHARD, Position.after("500")),
            List.of(published(1, 100, 1, 100), published(2, 10, 201, 210)),
            List.of(captured(1, 10, 91, 100)),
            List.of(
                new Note(hour(1), SHARD, ProblemKind.NOT_RECORDED, null, BigInteger.valueOf(90))));
    assertThat(Verdict.of(figures, Instant.EPOCH))
        .containsExactlyInAnyOrder(
            new Finding(hour(1), SHARD, ProblemKind.NOT_RECORDED, range(1, 100), 0),
            new Finding(hour(2), SHARD, ProblemKind.NOT_CAPTURED, range(201, 210), 10));
  }

  @Test
  void whatWasReadAndIsNowhereIsDropped() {
    Captured cell = new Captured(hour(1), SHARD, 10, 7, 1, 1, range(1, 10));
    assertThat(judge(10, List.of(), List.of(cell)))
        .containsExactly(new Finding(hour(1), SHARD, ProblemKind.DROPPED, range(1, 10), 1));
  }

  @Test
  void whatIsThereMoreOftenThanReadIsSaidButNotMissing() {
    Captured cell = new Captured(hour(1), SHARD, 10, 11, 0, 0, range(1, 10));
    assertThat(judge(10, List.of(), List.of(cell)))
        .containsExactly(new Finding(hour(1), SHARD, ProblemKind.DOUBLED, range(1, 10), 0));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nobodyIsAccusedFalselyWhateverTheClocksAndTheOthersDo(long seed) {
    World world = new World(new Random(seed));
    assertThat(Verdict.of(world.figures(0), Instant.EPOCH)).isEmpty();
    for (int lost : new int[] {1, 20, 400}) {
      World lossy = new World(new Random(seed));
      long told =
          Verdict.of(lossy.figures(lost), Instant.EPOCH).stream().mapToLong(Finding::missing).sum();
      assertThat(told)
          .as("told missing of " + lossy.lost + " lost")
          .isLessThanOrEqualTo(lossy.lost);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aHoleAsLongAsAnHourIsFoundUnlessOthersFillIt(long seed) {
    Random random = new Random(seed);
    World world = new World(random);
    world.directProducers = false;
    int from = 4_000 + random.nextInt(2_000);
    long told =
        Verdict.of(world.figures(from, from + 2_500), Instant.EPOCH).stream()
            .mapToLong(Finding::missing)
            .sum();
    assertThat(told).isBetween(1L, world.lost);
  }

  static List<Long> seeds() {
    List<Long> seeds = new ArrayList<>();
    for (long seed = 1; seed <= 60; seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  /** Two thousand records an hour for five hours, two publishers whose clocks are off. */
  private static final class World {
    private static final int RECORDS = 10_000;
    private static final int PER_HOUR = 2_000;
    private final Random random;
    private final int[] skew = new int[2];
    private boolean directProducers;
    private long lost;

    World(Random random) {
      this.random = random;
      skew[0] = random.nextInt(400) - 200;
      skew[1] = random.nextInt(4_000) - 2_000;
      directProducers = random.nextBoolean();
    }

    Figures figures(int losses) {
      int from = random.nextInt(RECORDS);
      return figures(from, from + losses);
    }

    /** Records in this range, which may be published here or not, are lost. */
    Figures figures(int lostFrom, int lostTo) {
      int position = RECORDS - random.nextInt(3_000);
      Map<Long, Sum> captured = new TreeMap<>();
      Map<Long, Sum> published = new TreeMap<>();
      for (int record = 0; record < RECORDS; record++) {
        boolean ours = !directProducers || random.nextInt(4) > 0;
        boolean gone = record >= lostFrom && record < lostTo;
        boolean read = record <= position && !gone;
        // Arrival times need not grow with sequence numbers.
        long arrival = (record + random.nextInt(40)) / PER_HOUR + 10;
        if (read) {
          captured.computeIfAbsent(arrival, h -> new Sum()).add(record);
        }
        if (ours) {
          lost += gone && record <= position ? 1 : 0;
          int acknowledged = record + skew[random.nextInt(2)] + random.nextInt(30) + 20_000;
          // A publisher that crashes forgets some of its counts.
          if (random.nextInt(50) > 0) {
            published
                .computeIfAbsent((long) acknowledged / (PER_HOUR / 3), h -> new Sum())
                .add(record);
          }
        }
      }
      List<Published> slices = new ArrayList<>();
      published.forEach(
          (slice, sum) -> slices.add(published(slice / 3, sum.count, sum.first, sum.last)));
      List<Captured> cells = new ArrayList<>();
      captured.forEach((h, sum) -> cells.add(captured(h, sum.count, sum.first, sum.last)));
      return new Figures(
          Map.of(SHARD, Position.after(Integer.toString(position))), slices, cells, List.of());
    }
  }

  private static final class Sum {
    private long count;
    private long first = Long.MAX_VALUE;
    private long last;

    void add(long record) {
      count++;
      first = Math.min(first, record);
      last = Math.max(last, record);
    }
  }

  private static List<Finding> judge(
      long position, List<Published> published, List<Captured> captured) {
    return judge(Position.after(Long.toString(position)), published, captured);
  }

  private static List<Finding> judge(
      Position position, List<Published> published, List<Captured> captured) {
    return Verdict.of(
        new Figures(Map.of(SHARD, position), published, captured, List.of()), Instant.EPOCH);
  }

  private static Published published(long hour, long count, long first, long last) {
    return new Published(hour(hour), SHARD, count, 0, 0, range(first, last));
  }

  private static Captured captured(long hour, long count, long first, long last) {
    return new Captured(hour(hour), SHARD, count, count, 0, 0, range(first, last));
  }

  private static Instant hour(long number) {
    return Instant.ofEpochSecond(number * 3_600);
  }

  private static SequenceRange range(long first, long last) {
    return SequenceRange.of(Long.toString(first), Long.toString(last));
  }
}
