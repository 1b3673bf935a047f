package com.eventbuspro.lake.table;

import static com.eventbuspro.lake.Schemas.optional;
import static com.eventbuspro.lake.Schemas.required;
import static com.eventbuspro.lake.Schemas.struct;
import static com.eventbuspro.lake.Schemas.version;
import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.Catalogs;
import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.FieldType;
import com.eventbuspro.model.schema.FieldType.Primitive;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class LakeTablesTest {
  private static final EventTypeName NAME = EventTypeName.parse("payments.card_settled");
  private static final TeamName OWNER = new TeamName("payments-core");
  private static final EventSchema V1 =
      version(
          1,
          required("card", Primitive.STRING),
          required("amount", new FieldType.Decimal(9, 2)),
          optional("count", Primitive.INT),
          optional(
              "items", new FieldType.ListOf(struct(required("sku", Primitive.STRING)), false)));

  private final LakeCatalog catalog = Catalogs.inMemory();
  private final LakeTables tables = new LakeTables(catalog);

  @Test
  void makesBothTablesOnce() {
    assertThat(tables.observe(spec(V1))).isInstanceOf(Observation.Missing.class);

    assertThat(tables.create(spec(V1)))
        .isEqualTo(
            new TableOutcome.Created(
                List.of("payments.card_settled__quarantine", "payments.card_settled")));
    assertThat(tables.create(spec(V1))).isInstanceOf(TableOutcome.Unchanged.class);
    assertThat(tables.evolve(spec(V1))).isInstanceOf(TableOutcome.Unchanged.class);

    Observation.Present present = present(spec(V1));
    assertThat(present.differences()).isEmpty();
    assertThat(present.schemaVersion()).isEqualTo(1);
    assertThat(catalog.eventTypes()).containsExactly(NAME);
  }

  @Test
  void laysOutTheEnvelopeAndPartitionsByDayOfArrival() {
    tables.create(spec(V1));

    Table table = catalog.load(NAME);

    assertThat(table.schema().columns())
        .extracting(Types.NestedField::name)
        .containsExactly(
            "card",
            "amount",
            "count",
            "items",
            "_id",
            "_time",
            "_source",
            "_schema_version",
            "_ingested_at",
            "_shard",
            "_sequence",
            "_extra");
    assertThat(table.spec().fields())
        .singleElement()
        .extracting("name")
        .isEqualTo("_ingested_at_day");
    assertThat(table.schema().findField("_ingested_at").type())
        .isEqualTo(Types.TimestampType.withZone());
  }

  @Test
  void finishesWhatAKilledRunBegan() {
    tables.create(spec(V1));
    catalog.iceberg().dropTable(LakeCatalog.eventTable(NAME));

    assertThat(tables.create(spec(V1)))
        .isEqualTo(new TableOutcome.Created(List.of("payments.card_settled")));
  }

  @Test
  void refusesATableThatIsNotOurs() {
    catalog.ensureNamespace(NAME);
    catalog
        .iceberg()
        .createTable(
            LakeCatalog.eventTable(NAME),
            new Schema(Types.NestedField.required(1, "theirs", Types.StringType.get())));

    assertThat(tables.create(spec(V1))).isInstanceOf(TableOutcome.Refused.class);
    assertThat(tables.evolve(spec(V1))).isInstanceOf(TableOutcome.Refused.class);
    assertThat(tables.observe(spec(V1))).isInstanceOf(Observation.Foreign.class);
    assertThat(catalog.iceberg().tableExists(LakeCatalog.quarantineTable(NAME))).isFalse();
  }

  @Test
  void evolvesByFieldIdInOneCommit() {
    tables.create(spec(V1));
    Schema before = catalog.load(NAME).schema();
    EventSchema v2 =
        version(
            2,
            optional("pan", Primitive.STRING, "card"),
            required("amount", new FieldType.Decimal(18, 2)),
            optional("count", Primitive.LONG),
            optional(
                "items",
                new FieldType.ListOf(
                    struct(required("sku", Primitive.STRING), required("price", Primitive.DOUBLE)),
                    true)));

    EventSchema v3 =
        version(
            3,
            optional("pan", Primitive.STRING, "card"),
            required("amount", new FieldType.Decimal(18, 2)),
            optional("card", Primitive.LONG));

    assertThat(present(spec(V1, v2, v3)).differences())
        .extracting(TableDifference::path)
        .contains("columns.card", "columns.items.element.price", "columns.count");
    assertThat(tables.evolve(spec(V1, v2, v3))).isInstanceOf(TableOutcome.Changed.class);

    Table table = catalog.load(NAME);
    Schema after = table.schema();
    assertThat(after.findField("pan").fieldId()).isEqualTo(before.findField("card").fieldId());
    assertThat(after.findField("pan").isOptional()).isTrue();
    assertThat(after.findField("card").fieldId()).isGreaterThan(before.highestFieldId());
    assertThat(after.findField("amount").type()).isEqualTo(Types.DecimalType.of(18, 2));
    assertThat(after.findField("count").type()).isEqualTo(Types.LongType.get());
    assertThat(after.findField("items.element.price").isOptional()).isTrue();
    assertThat(after.findField("items.element").isOptional()).isTrue();
    assertThat(TableProperty.schemaVersion(table)).isEqualTo(3);
    assertThat(present(spec(V1, v2, v3)).differences()).isEmpty();
    assertThat(tables.evolve(spec(V1, v2, v3))).isInstanceOf(TableOutcome.Unchanged.class);
    assertThat(tables.evolve(spec(V1))).isInstanceOf(TableOutcome.Unchanged.class);
  }

  @Test
  void refusesATypeThatCannotFollow() {
    tables.create(spec(V1));

    assertThat(tables.evolve(spec(V1, version(2, required("card", Primitive.LONG)))))
        .isInstanceOfSatisfying(
            TableOutcome.Refused.class, refused -> assertThat(refused.reason()).contains("card"));
  }

  @Test
  void putsBackAPropertyThatDrifted() {
    tables.create(spec(V1));
    catalog.load(NAME).updateProperties().set("write.parquet.compression-codec", "gzip").commit();

    assertThat(present(spec(V1)).differences())
        .containsExactly(
            new TableDifference("properties.write.parquet.compression-codec", "zstd", "gzip"));
    tables.evolve(spec(V1));
    assertThat(present(spec(V1)).differences()).isEmpty();
  }

  @Test
  void manyRunsAtOnceEvolveOnce() throws Exception {
    EventSchema v2 = version(2, optional("pan", Primitive.STRING, "card"));
    List<Future<TableOutcome>> runs = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      for (int i = 0; i < 4; i++) {
        runs.add(
            pool.submit(
                () -> {
                  tables.create(spec(V1));
                  return tables.evolve(spec(V1, v2));
                }));
      }
      List<TableOutcome> outcomes = new ArrayList<>();
      for (Future<TableOutcome> run : runs) {
        outcomes.add(run.get());
      }
      assertThat(outcomes).filteredOn(TableOutcome.Changed.class::isInstance).isNotEmpty();
      assertThat(outcomes).noneMatch(TableOutcome.Refused.class::isInstance);
    } finally {
      pool.shutdownNow();
    }
    assertThat(present(spec(V1, v2)).differences()).isEmpty();
  }

  private Observation.Present present(TableSpec spec) {
    return (Observation.Present) tables.observe(spec);
  }

  private static TableSpec spec(EventSchema... versions) {
    return new TableSpec(NAME, OWNER, List.of(versions));
  }
}
