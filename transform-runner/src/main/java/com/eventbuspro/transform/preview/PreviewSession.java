package com.eventbuspro.transform.preview;

import com.eventbuspro.model.EventTypeName;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Where the tasks of a preview's job, which run in this JVM, leave what they read and find. */
final class PreviewSession implements AutoCloseable {
  private static final Map<String, PreviewSession> OPEN = new ConcurrentHashMap<>();
  private static final int KEY_BYTES = 32;

  private final String id = UUID.randomUUID().toString();
  private final byte[] key = new byte[KEY_BYTES];
  private final ResultRows rows;
  private final Map<Scan, LongAdder> read = new ConcurrentHashMap<>();

  /** One place in the plan where an event type is read; there may be several of one. */
  private record Scan(EventTypeName eventType, String place) {}

  private PreviewSession(ResultRows rows) {
    this.rows = rows;
    new SecureRandom().nextBytes(key);
  }

  static PreviewSession open(ResultRows rows) {
    PreviewSession session = new PreviewSession(rows);
    OPEN.put(session.id, session);
    return session;
  }

  /**
   * The session of an id.
   *
   * @throws IllegalStateException if it is over
   */
  static PreviewSession find(String id) {
    PreviewSession session = OPEN.get(id);
    if (session == null) {
      throw new IllegalStateException("The preview is over");
    }
    return session;
  }

  String id() {
    return id;
  }

  /** What personal data is hashed with: known to nobody, and gone with the session. */
  byte[] key() {
    return key.clone();
  }

  ResultRows rows() {
    return rows;
  }

  LongAdder counter(EventTypeName eventType, String place) {
    return read.computeIfAbsent(new Scan(eventType, place), scan -> new LongAdder());
  }

  /** How many rows were read of each event type, wherever most were. */
  Map<EventTypeName, Long> rowsRead() {
    Map<EventTypeName, Long> most = new TreeMap<>();
    read.forEach((scan, count) -> most.merge(scan.eventType(), count.sum(), Math::max));
    return most;
  }

  @Override
  public void close() {
    OPEN.remove(id);
  }
}
