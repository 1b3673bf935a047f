package com.eventbuspro.model.event;

import com.eventbuspro.model.schema.Constraints;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** An array to a list. */
final class ListReader extends ValueReader {
  private final ValueReader element;
  private final boolean elementNullable;
  private final Constraints constraints;

  ListReader(
      ValueReader element, boolean elementNullable, Constraints constraints, boolean secret) {
    super(secret);
    this.element = element;
    this.elementNullable = elementNullable;
    this.constraints = constraints;
  }

  @Override
  Object read(JsonParser parser, JsonToken token, Reading reading) {
    if (token != JsonToken.START_ARRAY) {
      throw wrongType(parser, reading);
    }
    List<@Nullable Object> values = new ArrayList<>();
    int level = reading.enter();
    reading.names[level] = null;
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      reading.indexes[level] = values.size();
      values.add(readElement(parser, next, reading));
      reading.names[level] = null;
    }
    check(values, level, reading);
    reading.leave();
    return values;
  }

  private @Nullable Object readElement(JsonParser parser, JsonToken token, Reading reading) {
    if (token != JsonToken.VALUE_NULL) {
      return element.read(parser, token, reading);
    }
    if (!elementNullable) {
      throw reading.refuse(
          RejectionCause.WRONG_TYPE,
          "Expected " + element.expected() + ", found null; the schema does not allow null here");
    }
    return null;
  }

  private void check(List<@Nullable Object> values, int level, Reading reading) {
    int size = values.size();
    if (size < constraints.minSize() || size > constraints.maxSize()) {
      throw reading.refuseContainer(
          level,
          RejectionCause.WRONG_SIZE,
          Sizes.message("The array has", size, "elements", constraints));
    }
    if (constraints.unique()) {
      Set<@Nullable Object> seen = new HashSet<>();
      for (int i = 0; i < size; i++) {
        if (!seen.add(values.get(i))) {
          reading.indexes[level] = i;
          throw reading.refuse(RejectionCause.NOT_UNIQUE, "The element stands twice in its array");
        }
      }
    }
  }

  @Override
  String expected() {
    return "an array";
  }
}
