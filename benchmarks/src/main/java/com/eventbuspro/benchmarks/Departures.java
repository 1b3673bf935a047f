package com.eventbuspro.benchmarks;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.lake.write.CommitOutcome;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import java.time.Clock;
import java.util.List;

/** An event type much like flights, its lake table written by our own writer. */
final class Departures {
  static final EventTypeName NAME = EventTypeName.parse("bench.departed");
  static final List<EventSchema> VERSIONS =
      List.of(
          EventSchema.parse(
              1,
              """
              {"type": "object", "required": ["flight"], "properties": {
                "flight": {"type": "integer"}, "origin": {"type": "string"},
                "destination": {"type": "string"}, "carrier": {"type": "string"},
                "pilot": {"type": "string", "x-pii": true}, "delay": {"type": "integer", "format": "int32"},
                "distance": {"type": "number"}, "remark": {"type": "string"}}}
              """));

  /** So many files, each of the same number of rows, of increasing event time and flight. */
  static final int FILES = 10;

  static final String SHARD = "shardId-000000000000";
  private static final long FIRST_MICROS = 1_790_000_000_000_000L;
  private static final long STEP_MICROS = 50_000;

  private Departures() {}

  /**
   * Makes the table.
   *
   * @param rows how many; a multiple of {@link #FILES}
   */
  static void write(LakeCatalog lake, int rows) {
    if (rows < FILES || rows % FILES != 0) {
      throw new IllegalArgumentException("Rows must be a multiple of " + FILES + ": " + rows);
    }
    new LakeTables(lake).create(new TableSpec(NAME, new TeamName("bench"), VERSIONS));
    ShardId shard = new ShardId(SHARD);
    try (TableWriter writer = TableWriter.open(lake, NAME, VERSIONS, Clock.systemUTC())) {
      for (int row = 0; row < rows; row++) {
        long time = FIRST_MICROS + row * STEP_MICROS;
        writer.append(
            shard,
            Integer.toString(10_000_000 + row),
            time,
            new Decoded.Event("id-" + row, time, null, 1, values(row), null));
        if ((row + 1) % (rows / FILES) == 0
            && !(writer.commit() instanceof CommitOutcome.Committed)) {
          throw new IllegalStateException("A commit did not succeed");
        }
      }
    }
  }

  private static Object[] values(int row) {
    return new Object[] {
      (long) row,
      "A" + row % 300,
      "B" + row % 280,
      "C" + row % 12,
      "pilot-" + row % 5_000,
      row * 7 % 60,
      row * 3.5,
      "remark number " + row
    };
  }
}
