package com.eventbuspro.transform.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job in figures; what is not known (yet) is null.
 *
 * @param running whether every subtask runs
 * @param live whether all sources have read all their history
 * @param historyRows rows read from history since the job began or began again
 * @param liveRows events read from streams since then
 * @param rowsOut rows handed to the destination since then
 * @param rejected events that the job went on without since then
 * @param lateRows events that came too late for their windows since then
 * @param behindMillis how far the hindmost source is behind its stream
 * @param watermark the event time of the last step, milliseconds since the epoch
 * @param restarts how often the job began again
 * @param checkpoint the newest complete checkpoint
 */
public record JobFigures(
    boolean running,
    @Nullable Boolean live,
    @Nullable Long historyRows,
    @Nullable Long liveRows,
    @Nullable Long rowsOut,
    @Nullable Long rejected,
    @Nullable Long lateRows,
    @Nullable Long behindMillis,
    @Nullable Long watermark,
    @Nullable Integer restarts,
    @Nullable Checkpoint checkpoint) {

  /**
   * A complete checkpoint.
   *
   * @param path where it is
   * @param bytes how large the state is
   * @param triggered when it was begun: what happened later is not in it
   * @param at when it was complete
   */
  public record Checkpoint(@Nullable String path, long bytes, Instant triggered, Instant at) {}
}
