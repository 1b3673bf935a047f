package com.eventbuspro.transform.life;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.transform.source.LakeAccess;
import com.eventbuspro.transform.store.Comparisons.Change;
import com.eventbuspro.transform.store.Comparisons.Comparison;
import com.eventbuspro.transform.store.Comparisons.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows of two lake tables, in the columns that both have. Of large tables the same
 * sample is taken on both sides, by the key or, without one, by the whole row. Both go on being
 * written: the newest rows of the one may not be in the other yet.
 */
final class TableComparer {
  private static final long ROWS_IN_MEMORY = 50_000;
  private static final int SAMPLES = 20;
  private static final int VALUE_LENGTH = 200;

  private final LakeAccess lake;

  TableComparer(LakeAccess lake) {
    this.lake = lake;
  }

  /**
   * Compares. Where there is no current table it has no rows.
   *
   * @param key the columns that tell rows apart; empty when rows are only added
   */
  Comparison compare(EventTypeName current, EventTypeName candidate, List<String> key) {
    try (LakeCatalog open = lake.open()) {
      Table right = open.load(candidate);
      Optional<Table> left = find(open, current);
      List<String> columns = left.map(table -> common(table, right)).orElseGet(() -> all(right));
      List<String> by = columns.containsAll(key) && !key.isEmpty() ? key : columns;
      long every =
          1 + Math.max(left.map(TableComparer::rows).orElse(0L), rows(right)) / ROWS_IN_MEMORY;
      Map<List<@Nullable String>, Integer> difference = new HashMap<>();
      long compared = left.isPresent() ? count(left.get(), columns, by, every, 1, difference) : 0;
      compared += count(right, columns, by, every, -1, difference);
      return result(columns, difference, compared, every == 1);
    }
  }

  /** A version that never ran made none. */
  private static Optional<Table> find(LakeCatalog open, EventTypeName name) {
    try {
      return Optional.of(open.load(name));
    } catch (LakeException e) {
      if (e.code() != LakeException.Code.TABLE_MISSING) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static List<String> all(Table table) {
    return table.schema().columns().stream().map(Types.NestedField::name).toList();
  }

  private static List<String> common(Table left, Table right) {
    List<String> columns = new ArrayList<>();
    for (Types.NestedField field : left.schema().columns()) {
      if (right.schema().findField(field.name()) != null) {
        columns.add(field.name());
      }
    }
    return columns;
  }

  /** Counts each row of the sample up or down; what comes to nothing is on both sides. */
  private static long count(
      Table table,
      List<String> columns,
      List<String> by,
      long every,
      int direction,
      Map<List<@Nullable String>, Integer> difference) {
    long compared = 0;
    try (CloseableIterable<Record> rows = IcebergGenerics.read(table).select(columns).build()) {
      for (Record row : rows) {
        if (isInSample(row, by, every)) {
          compared++;
          difference.merge(
              values(row, columns),
              direction,
              (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
        }
      }
      return compared;
    } catch (IOException e) {
      throw new UncheckedIOException("The table " + table.name() + " cannot be read", e);
    }
  }

  private static boolean isInSample(Record row, List<String> by, long every) {
    if (every == 1) {
      return true;
    }
    CRC32 hash = new CRC32();
    for (String column : by) {
      hash.update(Objects.toString(text(row.getField(column))).getBytes(StandardCharsets.UTF_8));
      hash.update(0);
    }
    return hash.getValue() % every == 0;
  }

  private static List<@Nullable String> values(Record row, List<String> columns) {
    List<@Nullable String> values = new ArrayList<>(columns.size());
    columns.forEach(column -> values.add(text(row.getField(column))));
    return values;
  }

  private static @Nullable String text(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    return value instanceof byte[] bytes ? Arrays.toString(bytes) : value.toString();
  }

  private static Comparison result(
      List<String> columns,
      Map<List<@Nullable String>, Integer> difference,
      long compared,
      boolean complete) {
    long onlyCurrent = 0;
    long onlyCandidate = 0;
    List<Sample> samples = new ArrayList<>();
    for (Map.Entry<List<@Nullable String>, Integer> entry : difference.entrySet()) {
      int surplus = entry.getValue();
      onlyCurrent += Math.max(surplus, 0);
      onlyCandidate += Math.max(-surplus, 0);
      if (samples.size() < SAMPLES) {
        samples.add(
            new Sample(
                surplus > 0 ? Change.ONLY_CURRENT : Change.ONLY_CANDIDATE,
                named(columns, entry.getKey())));
      }
    }
    long equal = (compared - onlyCurrent - onlyCandidate) / 2;
    return new Comparison(compared, equal, onlyCurrent, onlyCandidate, complete, samples);
  }

  private static Map<String, @Nullable String> named(
      List<String> columns, List<@Nullable String> values) {
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      String value = values.get(i);
      row.put(
          columns.get(i),
          value == null || value.length() <= VALUE_LENGTH
              ? value
              : value.substring(0, VALUE_LENGTH) + "…");
    }
    return row;
  }

  private static long rows(Table table) {
    Snapshot snapshot = table.currentSnapshot();
    String total = snapshot == null ? "0" : snapshot.summary().getOrDefault("total-records", "0");
    return total.matches("[0-9]{1,18}") ? Long.parseLong(total) : 0;
  }
}
