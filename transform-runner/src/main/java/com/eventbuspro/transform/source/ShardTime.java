package com.eventbuspro.transform.source;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.table.data.RowData;

/**
 * The event time of one shard: as far as its newest event, less what events may be late by. A shard
 * that has been silent for a while is idle, and holds back nobody. When all are, event time is that
 * of the newest event in history.
 */
final class ShardTime {
  private final SourceOutput<RowData> output;
  private final RowGate gate;
  private final long outOfOrderness;
  private final long idleAfterNanos;
  private long newest = Long.MIN_VALUE;
  private long lastEventNanos;
  private boolean idle;

  ShardTime(
      SourceOutput<RowData> output,
      RowGate gate,
      Duration outOfOrderness,
      Duration idleAfter,
      long now) {
    this.output = output;
    this.gate = gate;
    this.outOfOrderness = outOfOrderness.toMillis();
    this.idleAfterNanos = idleAfter.toNanos();
    this.lastEventNanos = now;
  }

  void emit(EventRows.Row row, RowGate.Place place) {
    gate.pass(row.data(), row.time(), output, place);
    newest = Math.max(newest, row.time());
  }

  /** A batch was emitted. */
  void advance(long now) {
    lastEventNanos = now;
    if (idle) {
      idle = false;
      output.markActive();
    }
    emit();
  }

  /** Whether it has been silent for a while, if it was asked and had nothing. */
  boolean isSilent(long now) {
    return idle || now - lastEventNanos >= idleAfterNanos;
  }

  /**
   * The shard was asked, and had nothing.
   *
   * @param reached the time of an event from which on nobody is waited for; {@link Long#MIN_VALUE}
   *     for none
   */
  void silent(long now, long reached) {
    if (!idle && isSilent(now)) {
      idle = true;
      newest = Math.max(newest, reached);
      emit();
      output.markIdle();
    }
  }

  private void emit() {
    if (newest != Long.MIN_VALUE) {
      output.emitWatermark(new Watermark(newest - outOfOrderness - 1));
    }
  }

  /** Nobody knows whether the shard has something: it cannot be read, or is read with a lag. */
  void unknown(long now) {
    lastEventNanos = now;
  }
}
