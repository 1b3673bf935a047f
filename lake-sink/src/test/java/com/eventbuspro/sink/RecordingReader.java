package com.eventbuspro.sink;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.source.ReaderControl;
import com.eventbuspro.streams.source.ShareStatus;
import com.eventbuspro.streams.source.StreamStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Remembers what a table asks of its stream. */
final class RecordingReader implements ReaderControl {
  final List<String> calls = new ArrayList<>();
  Map<ShardId, Position> committed = Map.of();
  Optional<Instant> emittedUntil = Optional.empty();

  @Override
  public Optional<Instant> emittedUntil(String stream) {
    return emittedUntil;
  }

  @Override
  public void seek(String stream, Map<ShardId, Position> positions, Duration after) {
    Map<String, String> shown = new TreeMap<>();
    positions.forEach((shard, position) -> shown.put(shard.value(), position.encode()));
    calls.add("seek " + shown + " after " + after);
  }

  @Override
  public void hold(String stream) {
    calls.add("hold");
  }

  @Override
  public void pause(String stream) {
    calls.add("pause");
  }

  @Override
  public void resume(String stream) {
    calls.add("resume");
  }

  @Override
  public void pauseAll() {
    calls.add("pause all");
  }

  @Override
  public void resumeAll() {
    calls.add("resume all");
  }

  @Override
  public void lookAtLeastEvery(String stream, Duration pause) {
    calls.add("every " + pause);
  }

  @Override
  public void committed(String stream, Map<ShardId, Position> positions) {
    committed = positions;
  }

  @Override
  public Set<String> streams() {
    return Set.of("s");
  }

  @Override
  public void tellHome(String stream, ShareStatus status) {
    throw new UnsupportedOperationException("This is the home");
  }

  @Override
  public StreamStatus status(String stream) {
    return new StreamStatus(1, 1, Duration.ZERO, null, null);
  }
}
