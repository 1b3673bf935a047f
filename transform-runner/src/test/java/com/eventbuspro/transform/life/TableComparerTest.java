package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.transform.source.StayingOpen;
import com.eventbuspro.transform.store.Comparisons.Comparison;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class TableComparerTest {
  private static final EventTypeName CURRENT = EventTypeName.parse("tests.result");
  private static final EventTypeName CANDIDATE = EventTypeName.parse("tests.result__v2");

  @Test
  void aCurrentTableThatWasNeverMadeHasNoRows() {
    InMemoryCatalog catalog = new InMemoryCatalog();
    catalog.initialize("lake", Map.of());
    catalog.createNamespace(Namespace.of("tests"));
    catalog.createTable(
        LakeCatalog.eventTable(CANDIDATE),
        new Schema(Types.NestedField.required(1, "number", Types.LongType.get())));
    Comparison comparison =
        new TableComparer(() -> LakeCatalog.of(new StayingOpen(catalog)))
            .compare(CURRENT, CANDIDATE, List.of());
    assertThat(comparison).isEqualTo(new Comparison(0, 0, 0, 0, true, List.of()));
  }
}
