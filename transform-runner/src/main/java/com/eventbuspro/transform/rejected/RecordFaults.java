package com.eventbuspro.transform.rejected;

import java.time.DateTimeException;
import java.util.Arrays;
import org.apache.flink.table.api.TableRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a record is to blame for from all other trouble: a bad CAST or a division by zero is a
 * record's, and comes again whenever it is read; a full disk, a lost connection or an interrupted
 * thread is not.
 */
public final class RecordFaults {
  private RecordFaults() {}

  /** The fault that a record is to blame for among what was thrown and its causes, or null. */
  public static @Nullable Throwable of(Throwable thrown) {
    Throwable root = thrown;
    for (int depth = 0; depth < 64 && root.getCause() != null; depth++) {
      root = root.getCause();
    }
    boolean known =
        root instanceof ArithmeticException
            || root instanceof NumberFormatException
            || root instanceof DateTimeException
            || root instanceof TableRuntimeException;
    return known && isOfSql(root) ? root : null;
  }

  /** Whether it came about in the SQL's operators and not below them, in a sink or a state. */
  private static boolean isOfSql(Throwable root) {
    return Arrays.stream(root.getStackTrace())
        .map(StackTraceElement::getClassName)
        .takeWhile(name -> !name.startsWith("org.apache.flink.streaming.runtime.tasks."))
        .noneMatch(
            name ->
                name.startsWith("org.apache.iceberg.")
                    || name.startsWith("org.apache.parquet.")
                    || name.startsWith("org.apache.flink.runtime.state."));
  }
}
