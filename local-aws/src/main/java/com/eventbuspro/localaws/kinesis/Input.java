package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.http.AwsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The members of a small request; a member of the wrong type is a SerializationException. */
final class Input {
  private final Map<String, Object> members;
  private final WireFormat format;

  private Input(Map<String, Object> members, WireFormat format) {
    this.members = members;
    this.format = format;
  }

  /** Reads the whole body; an empty one counts as an empty object. */
  static Input parse(WireFormat format, byte[] body) {
    if (body.length == 0) {
      return new Input(Map.of(), format);
    }
    try (JsonParser parser = format.parser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed();
      }
      return new Input(readObject(parser), format);
    } catch (JacksonException e) {
      throw malformed();
    }
  }

  /** The error for a body that does not parse or has members of the wrong type. */
  static AwsException malformed() {
    return new AwsException(
        400, "SerializationException", "The request body is not what the operation expects.");
  }

  private static Map<String, Object> readObject(JsonParser parser) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      Object value = readValue(parser, parser.nextToken());
      if (value != null) {
        members.put(name, value);
      }
    }
    return members;
  }

  private static @Nullable Object readValue(JsonParser parser, @Nullable JsonToken token) {
    if (token == null) {
      throw malformed();
    }
    return switch (token) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          Object item = readValue(parser, next);
          if (item != null) {
            items.add(item);
          }
        }
        yield items;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      case VALUE_EMBEDDED_OBJECT, PROPERTY_NAME, END_OBJECT, END_ARRAY, NOT_AVAILABLE ->
          throw malformed();
    };
  }

  @Nullable String string(String name) {
    return typed(name, String.class);
  }

  @Nullable Integer integer(String name) {
    Number value = typed(name, Number.class);
    if (value == null) {
      return null;
    }
    if (value.doubleValue() != value.intValue()) {
      throw malformed();
    }
    return value.intValue();
  }

  /** A time in milliseconds since 1970. */
  @Nullable Long time(String name) {
    Number value = typed(name, Number.class);
    return value == null ? null : (Long) format.toEpochMillis(value);
  }

  @Nullable Input object(String name) {
    Map<?, ?> value = typed(name, Map.class);
    return value == null ? null : new Input(asMembers(value), format);
  }

  /** A list of strings, or null when the member was not sent. */
  @Nullable List<String> strings(String name) {
    List<?> values = typed(name, List.class);
    return values == null ? null : values.stream().map(Input::asString).toList();
  }

  /** A map of strings, or null when the member was not sent. */
  @Nullable Map<String, String> stringMap(String name) {
    Map<?, ?> values = typed(name, Map.class);
    if (values == null) {
      return null;
    }
    Map<String, String> result = new LinkedHashMap<>();
    values.forEach((key, value) -> result.put(asString(key), asString(value)));
    return result;
  }

  private <T> @Nullable T typed(String name, Class<T> type) {
    Object value = members.get(name);
    if (value != null && !type.isInstance(value)) {
      throw malformed();
    }
    return type.cast(value);
  }

  private static Map<String, Object> asMembers(Map<?, ?> map) {
    Map<String, Object> members = new LinkedHashMap<>();
    map.forEach((key, value) -> members.put(asString(key), value));
    return members;
  }

  private static String asString(Object value) {
    if (value instanceof String string) {
      return string;
    }
    throw malformed();
  }
}
