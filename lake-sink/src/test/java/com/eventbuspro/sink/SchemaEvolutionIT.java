package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.dataplane.testing.ProgramJvm;
import com.eventbuspro.model.EventTypeName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas change while events of old and new versions flow, and the sink never stops. */
class SchemaEvolutionIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int ROUNDS = 10;

  private final Map<String, Map<String, Object>> expected = new TreeMap<>();
  private int published;

  @Test
  void everyRowIsRightWhateverVersionItCameIn(@TempDir Path directory) throws Exception {
    try (World world = new World(directory);
        LakeSink sink = EmbeddedSink.start(world.config("sink"))) {
      sink.awaitRunning();
      EventTypeName type = world.register("aviation.flight", Flights.VERSIONS.get(0), 2);
      publish(world, type, 1);
      await().atMost(PATIENCE).until(() -> world.rows(type).size() == published);
      long firstSnapshot = world.lake.load(type).currentSnapshot().snapshotId();
      Map<String, Map<String, Object>> first = snapshot(world, type, firstSnapshot);
      assertThat(first.get("e-0")).containsEntry("note", "n0").doesNotContainKey("comment");

      for (int version = 2; version <= Flights.VERSIONS.size(); version++) {
        publish(world, type, version - 1);
        // Ahead of its registration: the record waits.
        String early = event(type, version, next(version));
        world.publish(type, "early", early);
        world.addVersion(type, Flights.VERSIONS.get(version - 1));
        publish(world, type, version);
        world.evolve(type);
        publish(world, type, version);
      }
      await().atMost(PATIENCE).until(() -> world.rows(type).size() == published);
      // Who writes bare JSON has not heard of any rename.
      world.publish(type, "bare", "{\"number\": 1, \"remark\": \"n-bare\", \"station\": \"old\"}");

      await().atMost(PATIENCE).until(() -> world.rows(type).size() == published + 1);
      assertThat(world.quarantine(type)).isEmpty();
      Map<String, Map<String, Object>> rows = new TreeMap<>();
      for (Record row : world.rows(type)) {
        String id = (String) row.getField("_id");
        assertThat(rows.put(id, Flights.plain(row))).as("%s is there once", id).isNull();
        if (id.startsWith("e-")) {
          assertThat((String) row.getField("_extra"))
              .isEqualTo(isNewest(row) ? "{\"surprise\":[" + id.substring(2) + "]}" : null);
        } else {
          assertThat(rows.remove(id))
              .containsEntry("comment", "n-bare")
              .containsEntry("station", "old");
        }
      }
      assertThat(rows.keySet()).isEqualTo(expected.keySet());
      expected.forEach((id, row) -> assertThat(rows.get(id)).as(id).isEqualTo(row));
      assertThat(snapshot(world, type, firstSnapshot)).as("as it was").isEqualTo(first);
    }
  }

  @Test
  void aSinkThatIsKilledWhileRecordsWaitForTheTableLosesNoneAndSaysWhatItWaitsFor(
      @TempDir Path directory) throws Exception {
    try (World world = new World(directory)) {
      EventTypeName type = world.register("aviation.waiting", Flights.VERSIONS.get(0), 1);
      ProgramJvm first = SinkJvm.start(world.settings("sink"));
      first.awaitReady();
      publish(world, type, 1);
      await().atMost(PATIENCE).until(() -> world.rows(type).size() == published);
      int captured = published;
      world.addVersion(type, Flights.VERSIONS.get(1));
      publish(world, type, 2);
      await().atMost(PATIENCE).until(() -> world.capturing(type).equals("FALSE/SchemaBehind"));
      first.kill();
      try (ProgramJvm second = SinkJvm.start(world.settings("sink"))) {
        second.awaitReady();
        assertThat(world.rows(type))
            .hasSizeLessThan(published)
            .hasSizeGreaterThanOrEqualTo(captured);
        world.evolve(type);
        await().atMost(PATIENCE).until(() -> world.rows(type).size() == published);
        await().atMost(PATIENCE).until(() -> world.capturing(type).equals("TRUE/Capturing"));
      }
      assertThat(world.rows(type).stream().map(row -> row.getField("_id")))
          .containsExactlyInAnyOrderElementsOf(expected.keySet());
      assertThat(world.quarantine(type)).isEmpty();
    }
  }

  private static boolean isNewest(Record row) {
    return row.getField("_schema_version").equals(Flights.VERSIONS.size());
  }

  /** Some events of every version up to the newest, in turns, over several partition keys. */
  private void publish(World world, EventTypeName type, int newest) {
    for (int round = 0; round < ROUNDS; round++) {
      List<String> events = new ArrayList<>();
      for (int version = 1; version <= newest; version++) {
        events.add(event(type, version, next(version)));
      }
      world.publish(type, "key-" + round, events.toArray(String[]::new));
    }
  }

  private int next(int version) {
    int n = published++;
    expected.put("e-" + n, Flights.row(version, n));
    return n;
  }

  private static String event(EventTypeName type, int version, int n) {
    return """
        {"specversion": "1.0", "id": "e-%d", "source": "/test", "type": "%s",
         "dataschema": "/event-types/%2$s/schemas/%d", "data": %s}
        """
        .formatted(n, type, version, Flights.data(version, n));
  }

  private static Map<String, Map<String, Object>> snapshot(
      World world, EventTypeName type, long snapshot) throws Exception {
    Table table = world.lake.load(type);
    Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
    try (CloseableIterable<Record> all =
        IcebergGenerics.read(table).useSnapshot(snapshot).build()) {
      for (Record row : all) {
        rows.put((String) row.getField("_id"), Flights.plain(row));
      }
    }
    return rows;
  }
}
