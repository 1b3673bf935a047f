package com.eventbuspro.model.event;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.schema.EventSchema;
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
  private Known lastSchema = new Known(new char[0], "", null);

  private Known lastSource = new Known(new char[0], "", null);

  private record Known(char[] characters, String text, @Nullable SchemaUri uri) {
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
    for (EventSchema schema : versions) {
      TimeRule time = TimeRule.of(schema, last, timeProperty);
      VersionPlan plan = new VersionPlan(schema.version(), ReaderCompiler.compile(schema), time);
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

  /** The version that a {@code dataschema} names, or null when it is not of this event type. */
  @Nullable SchemaUri schemaUri(char[] text, int from, int length) {
    Known known = lastSchema;
    if (!known.is(text, from, length)) {
      String uri = new String(text, from, length);
      SchemaUri parsed = SchemaUri.parse(uri).filter(u -> u.type().equals(type)).orElse(null);
      known = new Known(uri.toCharArray(), uri, parsed);
      lastSchema = known;
    }
    return known.uri();
  }

  /** The text as a String that events share. */
  String source(char[] text, int from, int length) {
    Known known = lastSource;
    if (!known.is(text, from, length)) {
      String source = new String(text, from, length);
      known = new Known(source.toCharArray(), source, null);
      lastSource = known;
    }
    return known.text();
  }
}
