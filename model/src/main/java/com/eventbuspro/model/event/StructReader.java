package com.eventbuspro.model.event;

import com.eventbuspro.model.schema.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;

/** An object with declared properties to an array in their order. */
final class StructReader extends ValueReader {
  /** What {@link #readMembers} answers when it comes upon the name that betrays a CloudEvent. */
  static final Object[] CLOUD_EVENT = new Object[0];

  /** Marks an explicit null, so that a second value for the same name is noticed. */
  private static final Object NULL = new Object();

  private static final boolean[] NONE = {};

  private final String[] names;
  private final ValueReader[] readers;
  private final boolean[] nullable;
  private final boolean[] mandatory;

  /** Former names, matched after the names, and the place of the property that each was of. */
  private final String[] formerNames;

  private final int[] formerPlaces;
  private final PropertyNameMatcher matcher;

  /**
   * Compiles a struct.
   *
   * @param type its fields
   * @param members their readers, in order
   * @param rules whether each may be null and must be present, in order
   * @param markers a further name that stands for {@link #CLOUD_EVENT}; empty below the top
   */
  StructReader(
      FieldType.Struct type,
      List<ValueReader> members,
      List<Presence> rules,
      List<String> markers,
      boolean secret) {
    super(secret);
    int size = type.fields().size();
    names = new String[size];
    nullable = new boolean[size];
    mandatory = new boolean[size];
    readers = members.toArray(new ValueReader[0]);
    for (int i = 0; i < size; i++) {
      names[i] = type.fields().get(i).name();
      nullable[i] = rules.get(i).nullable();
      mandatory[i] = rules.get(i).mandatory();
    }
    Map<String, Integer> former = formerNames(type);
    formerNames = former.keySet().toArray(new String[0]);
    formerPlaces = former.values().stream().mapToInt(place -> place).toArray();
    List<String> others = new ArrayList<>(former.keySet());
    others.addAll(markers);
    matcher = Json.matcher(names, others);
  }

  private static Map<String, Integer> formerNames(FieldType.Struct type) {
    Map<String, Integer> former = new LinkedHashMap<>();
    for (int place = 0; place < type.fields().size(); place++) {
      for (String alias : type.fields().get(place).aliases()) {
        former.putIfAbsent(alias, place);
      }
    }
    type.fields().forEach(field -> former.remove(field.name()));
    return former;
  }

  /** Whether a property may be null, and whether it must be there. */
  record Presence(boolean nullable, boolean mandatory) {}

  /** The matcher that {@link #readMembers} expects its first index from. */
  PropertyNameMatcher matcher() {
    return matcher;
  }

  @Override
  Object read(JsonParser parser, JsonToken token, Reading reading) {
    if (token != JsonToken.START_OBJECT) {
      throw wrongType(parser, reading);
    }
    return readMembers(parser, parser.nextNameMatch(matcher), reading);
  }

  /** Reads on from a name that was matched already. */
  @Nullable Object[] readMembers(JsonParser parser, int firstMatch, Reading reading) {
    Object[] values = new Object[names.length];
    boolean[] byFormerName = formerNames.length == 0 ? NONE : new boolean[names.length];
    int level = reading.enter();
    for (int match = firstMatch;
        match != PropertyNameMatcher.MATCH_END_OBJECT;
        match = parser.nextNameMatch(matcher)) {
      if (match >= names.length + formerNames.length) {
        return CLOUD_EVENT;
      }
      if (match >= 0) {
        readNamed(parser, match, values, byFormerName, level, reading);
      } else if (match == PropertyNameMatcher.MATCH_UNKNOWN_NAME) {
        reading.keepUndeclared(parser, level);
      } else {
        throw reading.refuse(RejectionCause.MALFORMED_JSON, "The record ends within an object");
      }
    }
    complete(values, level, reading);
    reading.leave();
    return values;
  }

  /**
   * A property, by its name or a former one: who has not heard of a rename is read as ever. When an
   * object has it by several names, the first counts and the others are kept as undeclared.
   */
  private void readNamed(
      JsonParser parser,
      int match,
      Object[] values,
      boolean[] byFormerName,
      int level,
      Reading reading) {
    boolean former = match >= names.length;
    int place = former ? formerPlaces[match - names.length] : match;
    if (values[place] != null && (former || (formerNames.length > 0 && byFormerName[place]))) {
      reading.keepUndeclared(parser, level);
      return;
    }
    reading.names[level] = former ? formerNames[match - names.length] : names[match];
    if (values[place] != null) {
      throw reading.refuse(RejectionCause.DUPLICATE_KEY, "The key stands twice in its object");
    }
    values[place] = readMember(parser, place, reading);
    if (former) {
      byFormerName[place] = true;
    }
  }

  private Object readMember(JsonParser parser, int match, Reading reading) {
    JsonToken token = parser.nextToken();
    if (token != JsonToken.VALUE_NULL) {
      return readers[match].read(parser, token, reading);
    }
    if (!nullable[match]) {
      throw reading.refuse(
          RejectionCause.WRONG_TYPE,
          "Expected "
              + readers[match].expected()
              + ", found null; leave the property out, or let the schema allow null");
    }
    return NULL;
  }

  private void complete(Object[] values, int level, Reading reading) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null && mandatory[i]) {
        reading.names[level] = names[i];
        throw reading.refuse(RejectionCause.MISSING_REQUIRED, "The required property is missing");
      }
      if (values[i] == NULL) {
        values[i] = null;
      }
    }
  }

  @Override
  String expected() {
    return "an object";
  }
}
