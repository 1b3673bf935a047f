package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.destination.Fence;
import com.eventbuspro.transform.destination.TableOwner;
import com.eventbuspro.transform.source.StayingOpen;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultTablesTest {
  private static final PipelineName MINE = new PipelineName("mine");
  private static final String OTHER = "other";
  private static final EventTypeName TABLE = EventTypeName.parse("tests.result");
  private static final String NAME = TABLE.toString();

  private final InMemoryCatalog catalog = new InMemoryCatalog();
  private final ResultTables tables =
      new ResultTables(() -> LakeCatalog.of(new StayingOpen(catalog)));

  @BeforeEach
  void open() {
    catalog.initialize("lake", Map.of());
    catalog.createNamespace(Namespace.of(TABLE.domain()));
  }

  @Test
  void aCandidateTakesThePlaceAndTheOldIsKeptUnderItsVersion() {
    String old = table(NAME, MINE.value());
    String candidate = table(NAME + "__v2", MINE.value());
    tables.exchange(MINE, TABLE, 1, 2);
    tables.exchange(MINE, TABLE, 1, 2);
    assertThat(uuid(NAME)).isEqualTo(candidate);
    assertThat(uuid(NAME + "__v1")).isEqualTo(old);
    assertThat(names()).containsExactlyInAnyOrder("result", "result__v1");
  }

  @Test
  void anExchangeThatWasInterruptedIsFinished() {
    String old = table(NAME + "__v1", MINE.value());
    String candidate = table(NAME + "__v2", MINE.value());
    tables.exchange(MINE, TABLE, 1, 2);
    assertThat(uuid(NAME)).isEqualTo(candidate);
    assertThat(uuid(NAME + "__v1")).isEqualTo(old);
  }

  @Test
  void aCandidateThatNobodyWantsIsDropped() {
    table(NAME + "__v2", MINE.value());
    tables.drop(MINE, TABLE, 2);
    tables.drop(MINE, TABLE, 2);
    assertThat(names()).isEmpty();
  }

  @Test
  void anEventTypeThatIsCalledLikeACandidateStays() {
    String events = table(NAME + "__v2", null);
    tables.drop(MINE, TABLE, 2);
    assertThat(uuid(NAME + "__v2")).isEqualTo(events);
  }

  @Test
  void aTableIsShutToOneRunAndOpenToALaterOneOnly() {
    table(NAME, MINE.value());
    tables.shut(MINE, TABLE, new Fence(7, "first.ended"));
    tables.shut(MINE, TABLE, new Fence(7, "second.ended"));
    assertThat(fence()).isEqualTo("7 second.ended");
    assertThatThrownBy(() -> tables.shut(MINE, TABLE, new Fence(6, "late.ended")))
        .isInstanceOfSatisfying(
            LakeException.class,
            e -> assertThat(e.code()).isEqualTo(LakeException.Code.UNAVAILABLE));
    assertThat(fence()).isEqualTo("7 second.ended");
    tables.shut(MINE, TABLE, new Fence(8, "third.ended"));
    assertThat(fence()).isEqualTo("8 third.ended");
    tables.shut(new PipelineName(OTHER), TABLE, new Fence(9, "foreign.ended"));
    tables.shut(MINE, EventTypeName.parse("tests.nothing"), new Fence(9, "none.ended"));
    assertThat(fence()).isEqualTo("8 third.ended");
  }

  private String fence() {
    return catalog.loadTable(id(NAME)).properties().get("event-bus.fence");
  }

  @Test
  void nothingMovesWhereOneOfTheTablesIsAnothers() {
    for (String foreign : List.of(NAME, NAME + "__v1", NAME + "__v2")) {
      names().forEach(name -> catalog.dropTable(id("tests." + name), true));
      List<String> all = List.of(NAME, NAME + "__v1", NAME + "__v2");
      List<String> before =
          all.stream()
              .map(name -> table(name, name.equals(foreign) ? OTHER : MINE.value()))
              .toList();
      assertThatThrownBy(() -> tables.exchange(MINE, TABLE, 1, 2))
          .as(foreign)
          .isInstanceOfSatisfying(
              LakeException.class,
              e -> assertThat(e.code()).isEqualTo(LakeException.Code.NOT_OURS));
      assertThat(all.stream().map(this::uuid)).as(foreign).containsExactlyElementsOf(before);
    }
  }

  private String table(String name, @Nullable String owner) {
    Schema schema = new Schema(Types.NestedField.required(1, "number", Types.LongType.get()));
    return catalog
        .buildTable(id(name), schema)
        .withProperties(owner == null ? Map.of() : Map.of(TableOwner.PROPERTY, owner))
        .create()
        .uuid()
        .toString();
  }

  private String uuid(String name) {
    return catalog.loadTable(id(name)).uuid().toString();
  }

  private List<String> names() {
    return catalog.listTables(Namespace.of(TABLE.domain())).stream()
        .map(found -> found.name())
        .toList();
  }

  private static TableIdentifier id(String name) {
    return LakeCatalog.eventTable(EventTypeName.parse(name));
  }
}
