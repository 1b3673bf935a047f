package com.eventbuspro.transform.rejected;

import java.time.DateTimeException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.flink.runtime.execution.CancelTaskException;
import org.apache.flink.table.api.TableRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a record is to blame for from all other trouble: a bad CAST or a division by zero is a
 * record's, and comes again whenever it is read; a full disk, a lost connection or an interrupted
 * thread is not.
 */
public final class RecordFaults {
  private static final int MAX_DEPTH = 64;

  private RecordFaults() {}

  /** The fault that a record is to blame for among what was thrown and its causes, or null. */
  public static @Nullable Throwable of(Throwable thrown) {
    Throwable root = rootOf(thrown);
    boolean known =
        root instanceof ArithmeticException
            || root instanceof NumberFormatException
            || root instanceof DateTimeException
            || root instanceof TableRuntimeException;
    return known && isOfSql(root) ? root : null;
  }

  /**
   * Whether what was thrown came about in the SQL itself, so that the record that was dealt with
   * has to do with it, though nobody knows whether it is to blame.
   */
  public static boolean mayBeOf(Throwable thrown) {
    Throwable root = rootOf(thrown);
    return !(root instanceof InterruptedException)
        && !(root instanceof CancelTaskException)
        && isOfSql(root)
        && framesOfOperator(root)
            .anyMatch(
                name ->
                    name.startsWith("org.apache.flink.table.runtime.")
                        // What the planner makes is in no package.
                        || name.indexOf('.') < 0);
  }

  static Throwable rootOf(Throwable thrown) {
    Throwable root = thrown;
    for (int depth = 0; depth < MAX_DEPTH && root.getCause() != null; depth++) {
      root = root.getCause();
    }
    return root;
  }

  /** Whether it came about in the SQL's operators and not below them, in a sink or a state. */
  private static boolean isOfSql(Throwable root) {
    return framesOfOperator(root)
        .noneMatch(
            name ->
                name.startsWith("org.apache.iceberg.")
                    || name.startsWith("org.apache.parquet.")
                    || name.startsWith("org.apache.flink.runtime.state."));
  }

  /** The classes, up to where one operator was called by the one before it. */
  private static Stream<String> framesOfOperator(Throwable root) {
    return Arrays.stream(root.getStackTrace())
        .map(StackTraceElement::getClassName)
        .takeWhile(name -> !name.startsWith("org.apache.flink.streaming.runtime.tasks."));
  }
}
