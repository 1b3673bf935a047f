package com.eventbuspro.platform.follow;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Those who follow one tail. Every event is written out once for all, with an id that counts up;
 * the last ones are kept, so that who comes back soon misses nothing.
 */
final class Audience {
  /** Some seconds of a busy stream, hours of a quiet one. */
  private static final int KEPT_BYTES = 4 << 20;

  private static final int EPOCH_BYTES = 6;

  /** Tells ids of this process and tail from all others. */
  private final String epoch;

  /** Left without the monitor: a follower leaves while it is locked, and is locked from here. */
  private final Set<Follower> followers = ConcurrentHashMap.newKeySet();

  private final Deque<Frame> kept = new ArrayDeque<>();
  private int keptBytes;
  private long shown;

  Audience() {
    byte[] random = new byte[EPOCH_BYTES];
    new SecureRandom().nextBytes(random);
    this.epoch = HexFormat.of().formatHex(random);
  }

  /**
   * Lets a follower in: first what came after the event it saw last, if that is still known, else
   * it is told that something may be missing.
   */
  synchronized void join(Follower follower, @Nullable String lastEventId) {
    if (lastEventId != null) {
      List<Frame> missed = after(lastEventId);
      if (missed == null) {
        follower.send(
            Frame.of(
                id(),
                "gap",
                Map.of(
                    "message",
                    "Events after " + lastEventId + " are not kept here; the lake has them")));
      } else {
        missed.forEach(follower::send);
      }
    }
    followers.add(follower);
  }

  void leave(Follower follower) {
    followers.remove(follower);
  }

  int size() {
    return followers.size();
  }

  /** Shows something to all. */
  synchronized void show(String kind, Object data) {
    shown++;
    Frame frame = Frame.of(id(), kind, data);
    kept.add(frame);
    keptBytes += frame.bytes().length;
    while (keptBytes > KEPT_BYTES) {
      keptBytes -= kept.remove().bytes().length;
    }
    followers.forEach(follower -> follower.send(frame));
  }

  void beat(Instant now) {
    followers.forEach(follower -> follower.beat(now));
  }

  void end(Frame.End why) {
    followers.forEach(follower -> follower.end(why));
  }

  private String id() {
    return epoch + "-" + shown;
  }

  private @Nullable List<Frame> after(String id) {
    if (id.equals(id())) {
      return List.of();
    }
    List<Frame> frames = List.copyOf(kept);
    // The oldest one that is kept may follow the one that was seen last.
    if (!frames.isEmpty() && id.equals(epoch + "-" + (shown - frames.size()))) {
      return frames;
    }
    for (int i = 0; i < frames.size(); i++) {
      if (id.equals(frames.get(i).id())) {
        return frames.subList(i + 1, frames.size());
      }
    }
    return null;
  }
}
