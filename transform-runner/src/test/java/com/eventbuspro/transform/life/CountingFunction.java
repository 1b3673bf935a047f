package com.eventbuspro.transform.life;

import com.eventbuspro.transform.errors.EventPlace;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts the numbers 0, 1, 2 … and keeps the count as state: as long as state and source are gone
 * on with together, the count is the number. What its SQL says it does wrong.
 */
final class CountingFunction extends RichMapFunction<Long, Long> implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;
  private static final long PAUSE_NANOS = 1_000_000;

  private final String pipeline;
  private final int version;
  private final String sql;
  private final int schemas;
  private long count;
  private transient @Nullable ListState<Long> state;

  CountingFunction(String pipeline, int version, String sql, int schemas) {
    this.pipeline = pipeline;
    this.version = version;
    this.sql = sql;
    this.schemas = schemas;
  }

  /** As the source's own, by name. */
  @ThrowableAnnotation(ThrowableType.NonRecoverableError)
  static final class UnknownSchemaVersionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownSchemaVersionException() {
      super("A record has version 2");
    }
  }

  @Override
  public void open(OpenContext context) {
    // An object of its own: Flink finds metrics by their objects, and a lambda that captures
    // nothing is one for all jobs of a JVM. The last job to register it would take it along.
    getRuntimeContext()
        .getMetricGroup()
        .gauge("eventBusLive", (Gauge<Integer>) () -> count < 0 ? 0 : 1);
  }

  @Override
  public Long map(Long number) {
    if (sql.contains("FAIL")) {
      throw new IllegalStateException(
          "The " + new EventPlace("tests.numbers", "shardId-7", "42") + " broke it",
          new ArithmeticException("/ by zero"));
    }
    if (sql.contains("NEW SCHEMA") && number > 100 && schemas < 2) {
      throw new UnknownSchemaVersionException();
    }
    Counted counted = Counted.of(pipeline, version);
    if (number != count && !sql.contains("DROPPED")) {
      counted.wrong.compareAndSet(null, "The number " + number + " came when there were " + count);
    }
    count++;
    counted.numbers.incrementAndGet();
    counted.newest.set(number);
    LockSupport.parkNanos(PAUSE_NANOS);
    return number;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    state.update(java.util.List.of(count));
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("count", Long.class));
    for (Long kept : state.get()) {
      count = kept;
    }
  }
}
