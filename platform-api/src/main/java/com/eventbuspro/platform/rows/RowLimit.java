package com.eventbuspro.platform.rows;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ends a scan after some rows, in the only way a consumer can. */
final class RowLimit implements Consumer<Map<String, @Nullable Object>> {
  private final Consumer<Map<String, @Nullable Object>> consumer;
  private int left;

  RowLimit(int limit, Consumer<Map<String, @Nullable Object>> consumer) {
    this.left = limit;
    this.consumer = consumer;
  }

  @Override
  public void accept(Map<String, @Nullable Object> row) {
    if (left == 0) {
      throw new Reached();
    }
    left--;
    consumer.accept(row);
  }

  /** The limit is reached. Carries no stack trace: it is no failure. */
  static final class Reached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Reached() {
      super("The limit is reached", null, false, false);
    }
  }
}
