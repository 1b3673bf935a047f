package com.eventbuspro.transform.errors;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event, by where it is in its stream. In messages of exceptions it stands as {@link #toString}
 * says it: Flink hands failures on as text, and there it is found again.
 *
 * @param eventType its event type
 * @param shard its shard
 * @param sequence its sequence number
 */
public record EventPlace(String eventType, String shard, String sequence) {
  private static final Pattern NAMED =
      Pattern.compile(
          "event (?<sequence>[0-9]{1,200}) of the shard (?<shard>[A-Za-z0-9_.-]{1,128})"
              + " of (?<type>[a-z][a-z0-9_]{0,62}\\.[a-z][a-z0-9_]{0,62})");

  public EventPlace {
    Objects.requireNonNull(eventType, "eventType");
    Objects.requireNonNull(shard, "shard");
    Objects.requireNonNull(sequence, "sequence");
  }

  /** The events that a stack trace names, each once. */
  public static List<EventPlace> namedIn(String stackTrace) {
    Set<EventPlace> places = new LinkedHashSet<>();
    Matcher named = NAMED.matcher(stackTrace);
    while (named.find()) {
      places.add(
          new EventPlace(named.group("type"), named.group("shard"), named.group("sequence")));
    }
    return List.copyOf(places);
  }

  @Override
  public String toString() {
    return "event " + sequence + " of the shard " + shard + " of " + eventType;
  }
}
