package com.eventbuspro.lake.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a file, as they came. An open file costs memory for each of its columns before
 * it has a row; of a thousand event types most have a few rows in each file.
 */
final class FewRows {
  private static final int MAX_ROWS = 64;
  private static final long MAX_BYTES = 64 << 10;
  private static final int OBJECT = 16;
  private static final int REFERENCE = 8;

  private final List<@Nullable Object[]> rows = new ArrayList<>();
  private long bytes;

  /** Keeps a copy of a row; its values are not copied. */
  void add(@Nullable Object[] row) {
    rows.add(row.clone());
    bytes += size(row);
  }

  /** Whether it is time to write them. */
  boolean isFull() {
    return rows.size() >= MAX_ROWS || bytes >= MAX_BYTES;
  }

  /** Puts them into columns and forgets them. */
  void drainTo(RowGroup group) {
    rows.forEach(group::add);
    rows.clear();
    bytes = 0;
  }

  /** Memory they take, about. */
  long bytes() {
    return bytes;
  }

  private static long size(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    if (value instanceof String text) {
      return 3L * OBJECT + text.length();
    }
    if (value instanceof byte[] data) {
      return OBJECT + (long) data.length;
    }
    if (value instanceof @Nullable Object[] struct) {
      long size = OBJECT + (long) REFERENCE * struct.length;
      for (Object field : struct) {
        size += size(field);
      }
      return size;
    }
    if (value instanceof List<?> list) {
      return 2 * OBJECT + list.stream().mapToLong(each -> REFERENCE + size(each)).sum();
    }
    if (value instanceof Map<?, ?> map) {
      return 4 * OBJECT
          + map.entrySet().stream()
              .mapToLong(each -> 3 * OBJECT + size(each.getKey()) + size(each.getValue()))
              .sum();
    }
    // A number, a date, a UUID, a decimal.
    return 2 * OBJECT;
  }
}
