package com.eventbuspro.streams.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.streams.ReadBatch;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Tuning TUNING = Tuning.defaults();

  private final StreamProgress stream = new StreamProgress();

  @Test
  void noShardIsReadMoreThanFourTimesASecondHoweverFarBehind() {
    assertThat(pauses(Duration.ofHours(1), 0)).allMatch(pause -> pause >= 240);
    stream.maxPause = Duration.ofSeconds(8);
    assertThat(pauses(Duration.ofHours(1), 0)).allMatch(pause -> pause >= 240 && pause <= 300);
  }

  @Test
  void whoIsInNoHurryAndHasCaughtUpReadsAnActiveShardOnceASecond() {
    stream.maxPause = Duration.ofSeconds(8);
    assertThat(pauses(Duration.ZERO, 0)).allMatch(pause -> pause >= 800 && pause <= 1_000);
  }

  @Test
  void whoSaidNothingGetsRecordsSoon() {
    assertThat(pauses(Duration.ZERO, 0)).allMatch(pause -> pause <= 300);
  }

  @Test
  void anIdleShardIsReadEverMoreSeldomUpToWhatWasAskedFor() {
    stream.maxPause = Duration.ofSeconds(8);
    assertThat(pauses(Duration.ZERO, 2)).allMatch(pause -> pause >= 1_600 && pause <= 2_000);
    assertThat(pauses(Duration.ZERO, 50)).allMatch(pause -> pause >= 6_400 && pause <= 8_000);
  }

  private List<Long> pauses(Duration behind, int idle) {
    ReadBatch read = new ReadBatch(List.of(), behind, ReadBatch.End.GOES_ON, ReadBatch.Gap.NONE);
    return IntStream.range(0, 200).mapToObj(i -> Pace.millis(TUNING, stream, read, idle)).toList();
  }
}
