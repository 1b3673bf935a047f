package com.eventbuspro.lake.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.lake.Catalogs;
import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableOutcome;
import com.eventbuspro.lake.table.TableProperty;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.SchemaLineage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Schemas grow at random while rows of every version are written. What {@link SchemaLineage}
 * accepts, the table follows, by field id; and the values of every version land in their columns.
 */
class RandomEvolutionTest {
  private static final ShardId SHARD = Scene.shard(1);
  private static final Instant ARRIVAL = Instant.parse("2026-11-22T12:00:00Z");
  private static final int VERSIONS = 12;

  private final LakeCatalog catalog = Catalogs.inMemory();
  private final LakeTables tables = new LakeTables(catalog);
  private final List<EventSchema> versions = new ArrayList<>();
  private final Map<Integer, List<GrowingSchema.Sample>> unwritten = new TreeMap<>();
  private final Map<String, Map<Integer, Object>> written = new HashMap<>();
  private Map<Integer, Integer> fieldIds = Map.of();
  private int records;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyValueLandsInItsColumn(long seed) {
    Random random = new Random(seed);
    GrowingSchema schema = new GrowingSchema(random);
    register(schema);
    tables.create(spec());
    TableWriter writer = open();
    while (versions.size() < VERSIONS) {
      schema.grow();
      register(schema);
      if (random.nextBoolean()) {
        // The table may leap over versions, and be a while behind the newest.
        writeSome(writer, random);
        waits(writer, random);
        evolve(schema);
        writer = random.nextBoolean() ? taught(writer) : reopened(writer);
      }
    }
    waits(writer, random);
    evolve(schema);
    writer = taught(writer);
    while (!unwritten.isEmpty()) {
      writeSome(writer, random);
    }
    writer.commit();
    writer.close();
    check(schema);
  }

  private void register(GrowingSchema schema) {
    EventSchema next = EventSchema.parse(versions.size() + 1, schema.document());
    if (!versions.isEmpty()) {
      assertThat(SchemaLineage.of(versions).evolve(next).violations()).isEmpty();
    }
    versions.add(next);
    List<GrowingSchema.Sample> samples = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      samples.add(schema.sample());
    }
    unwritten.put(next.version(), samples);
  }

  private void evolve(GrowingSchema schema) {
    assertThat(tables.evolve(spec())).isNotInstanceOf(TableOutcome.Refused.class);
    Map<Integer, Integer> now = schema.fieldIds(catalog.load(Scene.NAME).schema().asStruct());
    assertThat(now).as("columns keep their ids").containsAllEntriesOf(fieldIds);
    assertThat(now.values()).doesNotHaveDuplicates();
    fieldIds = now;
  }

  /** Records of a version that the table does not know are refused whole. */
  private void waits(TableWriter writer, Random random) {
    int newest = versions.size();
    if (writer.schemaVersion() < newest && random.nextBoolean()) {
      assertThatThrownBy(() -> append(writer, newest, unwritten.get(newest).get(0)))
          .isInstanceOfSatisfying(
              LakeException.class,
              e -> assertThat(e.code()).isEqualTo(LakeException.Code.SCHEMA_BEHIND));
    }
  }

  private TableWriter taught(TableWriter writer) {
    writer.useSchemas(versions);
    return writer;
  }

  private TableWriter reopened(TableWriter writer) {
    writer.commit();
    writer.close();
    return open();
  }

  private TableWriter open() {
    return TableWriter.open(catalog, Scene.NAME, versions, Clock.systemUTC());
  }

  private void writeSome(TableWriter writer, Random random) {
    for (int i = 0; i < 10; i++) {
      List<Integer> writable =
          unwritten.keySet().stream().filter(v -> v <= writer.schemaVersion()).toList();
      if (writable.isEmpty()) {
        return;
      }
      int version = writable.get(random.nextInt(writable.size()));
      List<GrowingSchema.Sample> samples = unwritten.get(version);
      GrowingSchema.Sample sample = samples.remove(samples.size() - 1);
      written.put(append(writer, version, sample), sample.values());
      if (samples.isEmpty()) {
        unwritten.remove(version);
      }
      if (random.nextInt(8) == 0) {
        writer.commit();
      }
    }
  }

  private String append(TableWriter writer, int version, GrowingSchema.Sample sample) {
    String sequence = Scene.sequence(records);
    Decoded decoded =
        EventDecoder.of(Scene.NAME, versions, null)
            .decodeData(sample.json().getBytes(StandardCharsets.UTF_8), version, sequence, ARRIVAL);
    assertThat(decoded).as(sample.json()).isInstanceOf(Decoded.Event.class);
    assertThat(((Decoded.Event) decoded).extra()).isNull();
    writer.append(SHARD, sequence, ARRIVAL.toEpochMilli() * 1000, (Decoded.Event) decoded);
    records++;
    return sequence;
  }

  private void check(GrowingSchema schema) {
    Table table = catalog.load(Scene.NAME);
    assertThat(TableProperty.schemaVersion(table)).isEqualTo(VERSIONS);
    Map<String, Map<Integer, Object>> found = new HashMap<>();
    try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
      for (Record row : rows) {
        found.put((String) row.getField("_sequence"), schema.read(row, table.schema().asStruct()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(found).hasSize(VERSIONS * 6);
    written.forEach((sequence, values) -> assertThat(found.get(sequence)).isEqualTo(values));
  }

  private TableSpec spec() {
    return new TableSpec(Scene.NAME, new TeamName("testers"), versions);
  }
}
