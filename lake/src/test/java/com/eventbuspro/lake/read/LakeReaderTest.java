package com.eventbuspro.lake.read;

import static com.eventbuspro.lake.Schemas.optional;
import static com.eventbuspro.lake.Schemas.required;
import static com.eventbuspro.lake.Schemas.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.lake.Catalogs;
import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.Schemas;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.RejectionCause;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.FieldType;
import com.eventbuspro.model.schema.FieldType.Primitive;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LakeReaderTest {
  private static final EventTypeName NAME = EventTypeName.parse("test.read");
  private static final ShardId ONE = new ShardId("shardId-000000000001");
  private static final ShardId TWO = new ShardId("shardId-000000000002");
  private static final long SECOND = 1_000_000;
  private static final long START =
      ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2026-11-22T23:59:30Z"));
  private static final EventSchema V1 =
      Schemas.version(
          1,
          required("n", Primitive.INT),
          optional("long", Primitive.LONG),
          optional("ratio", Primitive.FLOAT),
          optional("real", Primitive.DOUBLE),
          optional("flag", Primitive.BOOLEAN),
          optional("at", Primitive.TIMESTAMP),
          optional("day", Primitive.DATE),
          optional("time", Primitive.TIME),
          optional("uuid", Primitive.UUID),
          optional("bytes", Primitive.BINARY),
          optional("price", new FieldType.Decimal(9, 2)),
          optional("big", new FieldType.Decimal(38, 10)),
          optional("tags", new FieldType.ListOf(Primitive.STRING, true)),
          optional("counts", new FieldType.MapOf(Primitive.LONG, true)),
          optional(
              "legs",
              new FieldType.ListOf(
                  struct(
                      required("gate", Primitive.STRING),
                      optional("points", new FieldType.ListOf(Primitive.INT, false))),
                  false)));

  private final LakeCatalog catalog = Catalogs.inMemory();
  private final LakeReader reader = new LakeReader(catalog);

  @BeforeEach
  void create() {
    new LakeTables(catalog).create(new TableSpec(NAME, new TeamName("testers"), List.of(V1)));
  }

  @Test
  void readsEveryTypeBackAsJsonHasIt() {
    Object[] leg = {"B7", List.of(1, 2)};
    Object[] values = {
      7,
      1L << 40,
      1.5f,
      2.25,
      true,
      START,
      20_000,
      3_600_000_001L,
      new UUID(1, 2),
      "hello".getBytes(StandardCharsets.UTF_8),
      new BigDecimal("12.30"),
      new BigDecimal("1234567890123456789012345678.0123456789"),
      Arrays.asList("a", null, "b"),
      Collections.singletonMap("x", 5L),
      Collections.singletonList(leg)
    };
    try (TableWriter writer = open()) {
      writer.append(
          ONE, "5", START, new Decoded.Event("id-1", START, "/source", 1, values, "{\"more\":1}"));
      writer.append(ONE, "6", START, event(8));
      writer.commit();
    }

    List<Map<String, @Nullable Object>> rows = reader.newest(NAME, 10, null).rows();

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0)).containsEntry("n", 8).containsEntry("tags", null);
    assertThat(rows.get(1))
        .containsEntry("n", 7)
        .containsEntry("long", 1L << 40)
        .containsEntry("ratio", 1.5f)
        .containsEntry("real", 2.25)
        .containsEntry("flag", true)
        .containsEntry("at", "2026-11-22T23:59:30Z")
        .containsEntry("day", "2024-10-04")
        .containsEntry("time", "01:00:00.000001")
        .containsEntry("uuid", "00000000-0000-0001-0000-000000000002")
        .containsEntry("bytes", "aGVsbG8=")
        .containsEntry("price", new BigDecimal("12.30"))
        .containsEntry("big", new BigDecimal("1234567890123456789012345678.0123456789"))
        .containsEntry("tags", Arrays.asList("a", null, "b"))
        .containsEntry("counts", Map.of("x", 5L))
        .containsEntry("legs", List.of(Map.of("gate", "B7", "points", List.of(1, 2))))
        .containsEntry("_id", "id-1")
        .containsEntry("_source", "/source")
        .containsEntry("_schema_version", 1)
        .containsEntry("_ingested_at", "2026-11-22T23:59:30Z")
        .containsEntry("_shard", ONE.value())
        .containsEntry("_sequence", "5")
        .containsEntry("_extra", "{\"more\":1}");
    assertThat(rows.get(1).keySet()).startsWith("n", "long", "ratio");
  }

  @Test
  void pagesThroughAllRowsNewestFirstWhateverArrivesMeanwhile() {
    try (TableWriter writer = open()) {
      // Two shards, each commit interleaved in time, across midnight, over months.
      for (int commit = 0; commit < 4; commit++) {
        for (int i = 0; i < 25; i++) {
          int n = commit * 25 + i;
          writer.append(n % 2 == 0 ? ONE : TWO, sequence(n), START + at(n), event(n));
        }
        writer.commit();
      }
      List<Object> seen = new ArrayList<>();
      RowKey cursor = null;
      do {
        RowPage page = reader.newest(NAME, 7, cursor);
        page.rows().forEach(row -> seen.add(row.get("n")));
        cursor = page.next() == null ? null : RowKey.decode(page.next().encode());
        writer.append(ONE, sequence(1000 + seen.size()), START + at(1000), event(-1));
        writer.commit();
      } while (cursor != null);

      List<Object> expected = new ArrayList<>();
      for (int n = 99; n >= 0; n--) {
        expected.add(n);
      }
      assertThat(seen).isEqualTo(expected);
    }
  }

  @Test
  void scansEachShardInItsOrder() {
    try (TableWriter writer = open()) {
      for (int n = 0; n < 60; n++) {
        writer.append(n % 2 == 0 ? ONE : TWO, sequence(n), START + n * SECOND, event(n));
        if (n % 20 == 19) {
          writer.commit();
        }
      }
    }
    List<Object> ones = new ArrayList<>();
    List<Object> all = new ArrayList<>();

    reader.forEach(
        NAME,
        row -> {
          all.add(row.get("n"));
          if (ONE.value().equals(row.get("_shard"))) {
            ones.add(row.get("n"));
          }
        });

    assertThat(all).hasSize(60);
    assertThat(ones).hasSize(30).isSortedAccordingTo((a, b) -> (Integer) a - (Integer) b);
  }

  @Test
  void countsWithoutReadingRows() {
    assertThat(reader.stats(NAME)).isEqualTo(new TableStats(0, 0, 0, null, Map.of()));
    assertThat(reader.rowsPerDay(NAME)).isEmpty();
    try (TableWriter writer = open()) {
      for (int n = 0; n < 60; n++) {
        writer.append(ONE, sequence(n), START + n * SECOND, event(n));
      }
      writer.commit();
    }

    TableStats stats = reader.stats(NAME);

    assertThat(stats.rows()).isEqualTo(60);
    assertThat(stats.files()).isEqualTo(2);
    assertThat(stats.bytes()).isPositive();
    assertThat(stats.lastCommit()).isBetween(Instant.now().minusSeconds(600), Instant.now());
    assertThat(stats.positions()).containsKey(ONE);
    assertThat(reader.rowsPerDay(NAME))
        .containsExactly(
            Map.entry(LocalDate.parse("2026-11-22"), 30L),
            Map.entry(LocalDate.parse("2026-11-23"), 30L));
  }

  @Test
  void showsAndCountsRejectedRecords() {
    try (TableWriter writer = open()) {
      for (int n = 0; n < 10; n++) {
        RejectionCause cause =
            n % 3 == 0 ? RejectionCause.MALFORMED_JSON : RejectionCause.WRONG_TYPE;
        writer.reject(
            ONE,
            sequence(n),
            START + n * SECOND,
            "{bad".getBytes(StandardCharsets.UTF_8),
            new Decoded.Rejected(cause, "/n", "Not so", n % 2 == 0 ? null : 1));
      }
      writer.commit();
    }

    RejectedRecord newest =
        reader.newestRejected(NAME, RejectedFilter.ALL, 1, null).records().get(0);
    assertThat(newest.payload()).isEqualTo("{bad".getBytes(StandardCharsets.UTF_8));
    assertThat(newest.cause()).isEqualTo("MALFORMED_JSON");
    assertThat(newest.pointer()).isEqualTo("/n");
    assertThat(newest.message()).isEqualTo("Not so");
    assertThat(newest.schemaVersion()).isEqualTo(1);
    assertThat(newest.sequence()).isEqualTo(sequence(9));
    assertThat(reader.rejectedByCause(NAME, RejectedFilter.ALL, 0))
        .containsExactly(
            new RejectedCause(
                "WRONG_TYPE",
                6,
                Instant.parse("2026-11-22T23:59:31Z"),
                Instant.parse("2026-11-22T23:59:38Z"),
                List.of()),
            new RejectedCause(
                "MALFORMED_JSON",
                4,
                Instant.parse("2026-11-22T23:59:30Z"),
                Instant.parse("2026-11-22T23:59:39Z"),
                List.of()));
    assertThat(reader.rejectedStats(NAME).rows()).isEqualTo(10);
  }

  @Test
  void saysSoWhenThereIsNothingToRead() {
    assertThat(reader.newest(NAME, 5, null)).isEqualTo(new RowPage(List.of(), null));
    assertThatThrownBy(() -> reader.newest(EventTypeName.parse("no.such"), 5, null))
        .isInstanceOfSatisfying(
            LakeException.class,
            e -> assertThat(e.code()).isEqualTo(LakeException.Code.TABLE_MISSING));
    assertThatThrownBy(() -> reader.newest(NAME, 0, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RowKey.decode("@@")).isInstanceOf(IllegalArgumentException.class);
  }

  /** Seconds apart at first, then hours, so that several windows are needed. */
  private static long at(int n) {
    return n < 60 ? n * SECOND : (n - 60) * 7_200 * SECOND + 60 * SECOND;
  }

  private static String sequence(int n) {
    return Integer.toString(90 + n);
  }

  private static Decoded.Event event(int n) {
    Object[] values = new Object[V1.root().fields().size()];
    values[0] = n;
    return new Decoded.Event("id-" + n, START, null, 1, values, null);
  }

  private TableWriter open() {
    return TableWriter.open(catalog, NAME, List.of(V1), Clock.systemUTC());
  }
}
