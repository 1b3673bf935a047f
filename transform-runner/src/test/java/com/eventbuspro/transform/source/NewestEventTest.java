package com.eventbuspro.transform.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.table.Envelope;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewestEventTest {
  private static final Instant NOON = Instant.parse("2001-01-01T12:00:00Z");
  private static final int TIME = 1;
  private static final int ARRIVAL = 2;
  private static final Schema TABLE =
      new Schema(
          Types.NestedField.required(TIME, Envelope.TIME, Types.TimestampType.withZone()),
          Types.NestedField.required(
              ARRIVAL, Envelope.INGESTED_AT, Types.TimestampType.withZone()));

  @Test
  void itIsTheLatestOfAllFiles() {
    NewestEvent newest = new NewestEvent(TABLE, null);
    assertThat(newest.millis()).isEqualTo(Long.MIN_VALUE);
    newest.look(file(null, NOON));
    newest.look(file(null, NOON.plusNanos(7_999_000)));
    newest.look(file(null, NOON.minusSeconds(1)));
    newest.look(file(null, null));
    assertThat(newest.millis()).isEqualTo(NOON.plusMillis(7).toEpochMilli());
  }

  @Test
  void filesWithRowsFromBeforeTheStartTellNothing() {
    NewestEvent newest = new NewestEvent(TABLE, NOON);
    newest.look(file(NOON.minusMillis(1), NOON.plusSeconds(100)));
    newest.look(file(null, NOON.plusSeconds(200)));
    assertThat(newest.millis()).isEqualTo(Long.MIN_VALUE);
    newest.look(file(NOON, NOON.plusSeconds(3)));
    assertThat(newest.millis()).isEqualTo(NOON.plusSeconds(3).toEpochMilli());
  }

  private static DataFile file(@Nullable Instant firstArrival, @Nullable Instant latest) {
    return DataFiles.builder(PartitionSpec.unpartitioned())
        .withPath("file.parquet")
        .withFileSizeInBytes(1)
        .withMetrics(
            new Metrics(
                1L,
                null,
                null,
                null,
                null,
                firstArrival == null ? Map.of() : Map.of(ARRIVAL, bound(firstArrival)),
                latest == null ? Map.of() : Map.of(TIME, bound(latest))))
        .build();
  }

  private static ByteBuffer bound(Instant time) {
    return Conversions.toByteBuffer(
        Types.TimestampType.withZone(), ChronoUnit.MICROS.between(Instant.EPOCH, time));
  }
}
