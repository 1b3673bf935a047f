package com.eventbuspro.transform.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.transform.errors.EventPlace;
import com.eventbuspro.transform.errors.RuntimeFaults;
import org.apache.flink.runtime.execution.CancelTaskException;
import org.junit.jupiter.api.Test;

class RecordFaultsTest {
  private static final String TASKS = "org.apache.flink.streaming.runtime.tasks.ChainingOutput";

  @Test
  void whatBreaksInTheSqlHasToDoWithItsEvent() {
    assertThat(RecordFaults.mayBeOf(thrown(new NullPointerException(), "StreamExecCalc$7", TASKS)))
        .isTrue();
    assertThat(
            RecordFaults.mayBeOf(
                thrown(
                    new IllegalStateException(),
                    "java.util.Objects",
                    "org.apache.flink.table.runtime.functions.SqlJsonUtils",
                    TASKS)))
        .isTrue();
  }

  @Test
  void whatBreaksBelowOrElsewhereHasNot() {
    assertThat(
            RecordFaults.mayBeOf(
                thrown(
                    new IllegalStateException("disk"),
                    "org.apache.iceberg.io.DataWriter",
                    "org.apache.flink.table.runtime.x.Y",
                    TASKS)))
        .isFalse();
    assertThat(
            RecordFaults.mayBeOf(
                thrown(
                    new IllegalStateException("network"),
                    "com.eventbuspro.transform.destination.EventTypeWriter",
                    TASKS,
                    "StreamExecCalc$7")))
        .isFalse();
    assertThat(RecordFaults.mayBeOf(thrown(new CancelTaskException(), "StreamExecCalc$7")))
        .isFalse();
  }

  @Test
  void theFailureNamesTheEventAndNoneOfItsValues() {
    EventPlace place = new EventPlace("a.b", "shardId-1", "7");
    EventFailedException failure =
        new EventFailedException(place, new RuntimeException(new ClassCastException("secret")));
    assertThat(RuntimeFaults.translate(failure).message())
        .isEqualTo("The SQL broke at the " + place + ": java.lang.ClassCastException");
  }

  private static Throwable thrown(Throwable root, String... classes) {
    StackTraceElement[] frames = new StackTraceElement[classes.length];
    for (int i = 0; i < classes.length; i++) {
      frames[i] = new StackTraceElement(classes[i], "call", null, 1);
    }
    root.setStackTrace(frames);
    return new RuntimeException("Wrapped", root);
  }
}
