package com.eventbuspro.lake.read;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.model.EventTypeName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables that pipelines write: of any columns, rows revised and withdrawn left out. Throws
 * {@link com.eventbuspro.lake.LakeException} {@code TABLE_MISSING} while a table does not exist.
 */
public final class ResultReader {
  private final LakeCatalog catalog;

  /** Reads from the given lake. */
  public ResultReader(LakeCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Hands over the rows of a table as it is now, in no order.
   *
   * @param limit the most rows, at least 1
   */
  public void forEach(
      EventTypeName name, long limit, Consumer<Map<String, @Nullable Object>> consumer) {
    Table table = catalog.load(name);
    Types.StructType columns = table.schema().asStruct();
    try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
      long left = limit;
      for (Record row : rows) {
        if (left-- <= 0) {
          return;
        }
        consumer.accept(JsonValues.row(Objects.requireNonNull(row), columns));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
  }
}
