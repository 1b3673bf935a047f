package com.eventbuspro.lake.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.Catalogs;
import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.Schemas;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.lake.write.CommitOutcome;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.FieldType.Primitive;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an open file is said to take; the budget of the lake sink is made of these figures. */
class OpenFileMemoryTest {
  private static final EventTypeName NAME = EventTypeName.parse("test.memory");
  private static final EventSchema SCHEMA =
      Schemas.version(
          1, Schemas.required("n", Primitive.LONG), Schemas.optional("text", Primitive.STRING));
  private static final ShardId SHARD = new ShardId("shard");
  private static final long KB = 1 << 10;

  private final TableWriter writer = open();

  @Test
  void aFewRowsTakeLittle() {
    append(0, 10, "short");
    assertThat(writer.bufferedBytes()).isBetween(KB, 20 * KB);
  }

  @Test
  void openColumnsCountThoughTheyHaveHardlyAnyValues() {
    append(0, 64, "short");
    int columns = 10;
    assertThat(writer.bufferedBytes()).isGreaterThan(columns * 14 * KB);
  }

  @Test
  void largeValuesCountWhileTheyAreFew() {
    append(0, 1, "x".repeat(60_000));
    assertThat(writer.bufferedBytes()).isGreaterThan(60_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 1_000})
  void everyRowIsInTheFileWhicheverWayItWasKept(int rows) {
    append(0, rows, "short");
    assertThat(writer.commit())
        .isInstanceOfSatisfying(
            CommitOutcome.Committed.class, done -> assertThat(done.rows()).isEqualTo(rows));
    assertThat(writer.bufferedBytes()).isZero();
  }

  private void append(int from, int to, String text) {
    for (int n = from; n < to; n++) {
      Decoded.Event event =
          new Decoded.Event("id-" + n, 0, null, 1, new Object[] {(long) n, text}, null);
      writer.append(SHARD, Integer.toString(n + 1), 0, event);
    }
  }

  private static TableWriter open() {
    LakeCatalog catalog = Catalogs.inMemory();
    new LakeTables(catalog).create(new TableSpec(NAME, new TeamName("testers"), List.of(SCHEMA)));
    return TableWriter.open(catalog, NAME, List.of(SCHEMA), Clock.systemUTC());
  }
}
