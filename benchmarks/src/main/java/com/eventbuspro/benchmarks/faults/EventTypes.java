package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.model.EventTypeName;
import java.util.List;

/** The event types of a campaign: few, but each of another kind. */
final class EventTypes {
  private EventTypes() {}

  /** What records of an event type look like. */
  enum Wire {
    /** All in an envelope, with the schema version they follow. */
    CLOUD_EVENTS,
    /** None in an envelope. */
    BARE,
    /** Either. */
    MIXED
  }

  /**
   * One event type.
   *
   * @param keys how many keys its events have
   * @param shards how many its stream begins with
   */
  record Type(EventTypeName name, Wire wire, int keys, int shards) {}

  static final List<Type> ALL =
      List.of(
          new Type(EventTypeName.parse("faults.orders"), Wire.CLOUD_EVENTS, 500, 2),
          new Type(EventTypeName.parse("faults.readings"), Wire.BARE, 400, 4),
          new Type(EventTypeName.parse("faults.clicks"), Wire.MIXED, 300, 3));

  /**
   * The one whose snapshots are expired meanwhile. Of the others all snapshots are kept, so that
   * the campaign can check each.
   */
  static final Type MAINTAINED = ALL.get(2);

  /** The schema's version: each adds a column, the second also widens one. */
  static String schema(int version) {
    StringBuilder more = new StringBuilder();
    for (int v = 2; v <= version; v++) {
      more.append(",\"added_").append(v).append("\":{\"type\":\"string\"}");
    }
    String amount =
        version == 1 ? "{\"type\":\"integer\",\"format\":\"int32\"}" : "{\"type\":\"integer\"}";
    return "{\"type\":\"object\",\"properties\":{\"k\":{\"type\":\"string\"},\"n\":{\"type\":\"integer\"},"
        + "\"text\":{\"type\":\"string\"},\"amount\":"
        + amount
        + more
        + "},\"required\":[\"k\",\"n\"]}";
  }
}
