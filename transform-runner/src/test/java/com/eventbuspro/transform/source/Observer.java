package com.eventbuspro.transform.source;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

/**
 * Counts how often each number came, in Flink's state: what came again because of a restart counts
 * once, as it does for every operator of a pipeline. Fails when told to.
 */
final class Observer extends KeyedProcessFunction<Long, RowData, Void> {
  private static final long serialVersionUID = 1L;

  /** The newest count of each number. */
  static final Map<Long, Integer> COUNTS = new ConcurrentHashMap<>();

  /** Rows whose event time the watermark had passed. */
  static final AtomicInteger LATE = new AtomicInteger();

  /** How many rows may pass until the next failure. */
  static final AtomicInteger FUSE = new AtomicInteger(Integer.MAX_VALUE);

  /** Numbers whose time is over, by the watermark. */
  static final Set<Long> PASSED = ConcurrentHashMap.newKeySet();

  static final AtomicInteger FAILURES = new AtomicInteger();

  private transient ValueState<Integer> count;

  static void reset() {
    COUNTS.clear();
    PASSED.clear();
    LATE.set(0);
    FUSE.set(Integer.MAX_VALUE);
    FAILURES.set(0);
  }

  @Override
  public void open(OpenContext context) {
    count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Integer.class));
  }

  @Override
  public void processElement(RowData row, Context context, Collector<Void> out) throws Exception {
    if (FUSE.decrementAndGet() == 0) {
      FAILURES.incrementAndGet();
      throw new IllegalStateException("Fails as told");
    }
    if (row.getTimestamp(1, 6).getMillisecond() <= context.timerService().currentWatermark()) {
      LATE.incrementAndGet();
    }
    context.timerService().registerEventTimeTimer(row.getTimestamp(1, 6).getMillisecond());
    Integer before = count.value();
    int now = before == null ? 1 : before + 1;
    count.update(now);
    COUNTS.put(context.getCurrentKey(), now);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Void> out) {
    PASSED.add(context.getCurrentKey());
  }
}
