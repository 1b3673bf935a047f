package com.eventbuspro.lake.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.Catalogs;
import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.Schemas;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.FieldType;
import com.eventbuspro.model.schema.FieldType.Primitive;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB, which shares no code with us, reads the same values from our files. */
class OtherReadersTest {
  private static final EventTypeName NAME = EventTypeName.parse("test.others");
  private static final int ROWS = 30_000;
  private static final EventSchema V1 =
      Schemas.version(
          1,
          Schemas.required("n", Primitive.LONG),
          Schemas.optional("maybe", Primitive.INT),
          Schemas.optional("text", Primitive.STRING),
          Schemas.optional("price", new FieldType.Decimal(9, 2)),
          Schemas.optional("large", new FieldType.Decimal(30, 3)),
          Schemas.optional("uuid", Primitive.UUID),
          Schemas.optional("moment", Primitive.TIMESTAMP),
          Schemas.optional("numbers", new FieldType.ListOf(Primitive.INT, true)),
          Schemas.optional("names", new FieldType.MapOf(Primitive.STRING, true)),
          Schemas.optional(
              "part",
              Schemas.struct(
                  Schemas.required("x", Primitive.DOUBLE),
                  Schemas.optional(
                      "deep",
                      new FieldType.ListOf(
                          Schemas.struct(Schemas.optional("y", Primitive.STRING)), true)))));

  @TempDir Path directory;

  @Test
  void duckDbFindsTheSameValues() throws Exception {
    Path file = write();

    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      String from = " FROM read_parquet('" + file + "')";
      assertThat(
              row(
                  statement,
                  "SELECT count(*), count(DISTINCT _sequence), sum(n), count(maybe), sum(maybe),"
                      + " count(DISTINCT text), sum(price), sum(large), min(moment)::VARCHAR"
                      + from))
          .containsExactly(
              "30000",
              "30000",
              "449985000",
              "20000",
              "300000000",
              "7",
              "600000.00",
              "-30000000000000000000000.000",
              "2026-11-22 00:00:00+00");
      assertThat(
              row(
                  statement,
                  "SELECT sum(len(numbers)), count(*) FILTER (WHERE numbers IS NULL),"
                      + " count(*) FILTER (WHERE len(numbers) = 0), sum(list_sum(numbers))"
                      + from))
          .containsExactly("20000", "10000", "10000", "10000");
      assertThat(
              row(
                  statement,
                  "SELECT names::VARCHAR, part::VARCHAR, uuid::VARCHAR, _shard, _extra"
                      + from
                      + " WHERE n = 5"))
          .containsExactly(
              "{a=v5, b=NULL}",
              "{'x': 2.5, 'deep': [{'y': deep}, NULL, {'y': NULL}]}",
              "00000000-0000-0000-0000-000000000005",
              "shard",
              null);
      assertThat(row(statement, "SELECT names::VARCHAR, part::VARCHAR" + from + " WHERE n = 6"))
          .containsExactly("{}", null);
    }
  }

  private Path write() throws IOException {
    LakeCatalog catalog = Catalogs.inMemory();
    new LakeTables(catalog).create(new TableSpec(NAME, new TeamName("testers"), List.of(V1)));
    try (TableWriter writer = TableWriter.open(catalog, NAME, List.of(V1), Clock.systemUTC())) {
      for (int n = 0; n < ROWS; n++) {
        Decoded.Event event = new Decoded.Event("id-" + n, 0, null, 1, values(n), null);
        writer.append(new ShardId("shard"), Integer.toString(n + 1), 0, event);
      }
      writer.commit();
    }
    Table table = catalog.load(NAME);
    DataFile data = table.currentSnapshot().addedDataFiles(table.io()).iterator().next();
    assertThat(data.recordCount()).isEqualTo(ROWS);
    assertThat(data.nullValueCounts().get(table.schema().findField("maybe").fieldId()))
        .isEqualTo(10_000L);
    Path file = directory.resolve("data.parquet");
    try (InputStream from = table.io().newInputFile(data.location()).newStream()) {
      Files.copy(from, file);
    }
    assertThat(Files.size(file)).isEqualTo(data.fileSizeInBytes());
    return file;
  }

  private static Object[] values(int n) {
    boolean odd = n % 2 == 1;
    Object[] part = {
      n / 2.0, Arrays.asList(new Object[] {"deep"}, null, new @Nullable Object[] {null})
    };
    Map<String, @Nullable String> map = new LinkedHashMap<>();
    if (odd) {
      map.put("a", "v" + n);
      map.put("b", null);
    }
    return new @Nullable Object[] {
      (long) n,
      n % 3 == 0 ? null : n,
      "text-" + n % 7,
      new BigDecimal("20.00"),
      new BigDecimal("-1000000000000000000.000"),
      new UUID(0, n),
      1_795_305_600_000_000L + n,
      n % 3 == 0 ? null : n % 3 == 1 ? List.of() : Arrays.asList(1, null),
      map,
      odd ? part : null
    };
  }

  private static List<@Nullable String> row(Statement statement, String sql) throws SQLException {
    List<@Nullable String> row = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        row.add(result.getString(i));
      }
    }
    return row;
  }
}
