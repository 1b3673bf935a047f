package com.eventbuspro.model.event;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.SchemaLineage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schema versions of one event type, ready for decoding. Safe for use by many threads. */
final class Plans {
  private final EventTypeName type;
  private final char[] typeText;
  private final Map<Integer, VersionPlan> byVersion = new HashMap<>();
  private final VersionPlan newest;

  /** The texts met last: nearly every event of a stream repeats them. Races do no harm. */
  private Known lastSchema = new Known(new char[0], "", null, null);

  private Known lastSource = new Known(new char[0], "", null, null);

  record Known(
      char[] characters, String text, @Nullable SchemaUri uri, @Nullable VersionPlan plan) {
    boolean is(char[] other, int from, int length) {
      return Arrays.equals(characters, 0, characters.length, other, from, from + length);
    }
  }

  Plans(EventTypeName type, List<EventSchema> versions, @Nullable String timeProperty) {
    this.type = type;
    this.typeText = type.toString().toCharArray();
    EventSchema last =
        versions.stream()
            .max(Comparator.comparingInt(EventSchema::version))
            .orElseThrow(
                () -> new IllegalArgumentException("Event type " + type + " has no schema"));
    Map<Integer, String> timeNames =
        timeProperty == null ? Map.of() : SchemaLineage.namesOf(timeProperty, versions);
    for (EventSchema schema : versions) {
      TimeRule time = TimeRule.of(schema, timeNames.get(schema.version()));
      VersionPlan plan = VersionPlan.of(schema, time);
      if (byVersion.put(schema.version(), plan) != null) {
        throw new IllegalArgumentException("Two schemas of version " + schema.version());
      }
    }
    this.newest = byVersion.get(last.version());
  }

  VersionPlan newest() {
    return newest;
  }

  @Nullable VersionPlan find(int version) {
    return byVersion.get(version);
  }

  EventTypeName type() {
    return type;
  }

  boolean isType(char[] text, int from, int length) {
    return Arrays.equals(typeText, 0, typeText.length, text, from, from + length);
  }

  /** What a {@code dataschema} says; its URI is null when it is not of this event type. */
  Known schema(char[] text, int from, int length) {
    Known known = lastSchema;
    if (!known.is(text, from, length)) {
      String given = new String(text, from, length);
      SchemaUri uri = SchemaUri.parse(given).filter(u -> u.type().equals(type)).orElse(null);
      VersionPlan plan = uri == null ? null : byVersion.get(uri.version());
      known = new Known(given.toCharArray(), given, uri, plan);
      lastSchema = known;
    }
    return known;
  }

  /** The text as a String that events share. */
  String source(char[] text, int from, int length) {
    Known known = lastSource;
    if (!known.is(text, from, length)) {
      String source = new String(text, from, length);
      known = new Known(source.toCharArray(), source, null, null);
      lastSource = known;
    }
    return known.text();
  }
}
