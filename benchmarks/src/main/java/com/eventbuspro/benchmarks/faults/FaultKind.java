package com.eventbuspro.benchmarks.faults;

import java.time.Duration;

/** What can go wrong. The weight says how often it is drawn, the durations how long it lasts. */
enum FaultKind {
  /** The sink is killed, and started again at once. */
  KILL_SINK("sink killed", 16, 0, 0),
  /** The sink stands still for longer than any time-out, and wakes when another one works. */
  FREEZE_SINK("sink frozen, woken beside its successor", 3, 22_000, 28_000),
  /** Two sinks work on the same streams for a while. */
  SECOND_SINK("second sink started by mistake", 4, 8_000, 16_000),
  /** PostgreSQL is killed, and started again a while later. */
  KILL_DATABASE("PostgreSQL killed", 7, 300, 4_000),
  /** Streams and object store are killed, and started again a while later. */
  KILL_CLOUD("streams and object store killed", 7, 300, 4_000),
  /** All connections of a place are cut. */
  CUT("connections cut", 10, 0, 0),
  /** Everything takes longer at a place. */
  SLOW("connections slow", 6, 2_000, 6_000),
  /** A place swallows everything and says nothing. */
  SILENCE("connections silent", 5, 2_000, 14_000),
  /** All connections stay open for ever and carry nothing more, as when a router forgets them. */
  FORGET("connections forgotten, open for ever", 4, 0, 0),
  /** A request does not arrive. */
  LOSE_REQUEST("request lost before the work", 8, 0, 0),
  /** A request is served, and its answer does not arrive. */
  LOSE_ANSWER("answer lost after the work", 14, 0, 0),
  /** The streams say that it goes too fast. */
  THROTTLE("streams throttled", 6, 0, 0),
  /** The places in the streams are forgotten. */
  EXPIRE("iterators expired", 6, 0, 0),
  /** A shard becomes two. */
  SPLIT("shard split", 5, 0, 0),
  /** Two shards become one. */
  MERGE("shards merged", 5, 0, 0),
  /** A stream gets another number of shards. */
  SCALE("stream scaled", 4, 0, 0),
  /** A new schema version is registered, and events follow it from then on. */
  NEW_VERSION("schema version registered", 2, 0, 0),
  /** Small files of a table are rewritten as one by somebody who knows nothing of positions. */
  COMPACT("table compacted by another engine", 4, 0, 0),
  /** Tables are compacted and their snapshots expired, as the platform does it, but early. */
  MAINTAIN("table maintained", 3, 0, 0);

  private final String label;
  private final int weight;
  private final Duration shortest;
  private final Duration longest;

  FaultKind(String label, int weight, long shortestMillis, long longestMillis) {
    this.label = label;
    this.weight = weight;
    this.shortest = Duration.ofMillis(shortestMillis);
    this.longest = Duration.ofMillis(longestMillis);
  }

  String label() {
    return label;
  }

  int weight() {
    return weight;
  }

  Duration shortest() {
    return shortest;
  }

  Duration longest() {
    return longest;
  }
}
