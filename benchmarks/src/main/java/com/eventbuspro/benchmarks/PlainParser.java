package com.eventbuspro.benchmarks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Events as somebody parses them who knows the columns and checks nothing: one pass of the
 * streaming parser that our decoder uses too, values made as their writer wants them.
 */
final class PlainParser {
  private static final JsonFactory JSON = new JsonFactory();

  private final Fields columns;
  private final Values values;
  private final @Nullable String timeProperty;
  private final List<String> names;

  /** How the writer wants values that are not plain numbers. */
  interface Values {
    Object text(String text);

    Object time(Instant time);

    Object struct(Types.StructType type, @Nullable Object[] fields);

    Object list(List<@Nullable Object> elements);
  }

  private record Fields(Types.StructType type, Map<String, Integer> places) {
    static Fields of(Types.StructType type) {
      Map<String, Integer> places = new HashMap<>();
      for (int i = 0; i < type.fields().size(); i++) {
        places.put(type.fields().get(i).name(), i);
      }
      return new Fields(type, places);
    }
  }

  private final Map<Types.StructType, Fields> nested = new HashMap<>();

  PlainParser(Schema table, @Nullable String timeProperty, Values values) {
    this.columns = Fields.of(table.asStruct());
    this.timeProperty = timeProperty;
    this.values = values;
    this.names = table.columns().stream().map(Types.NestedField::name).toList();
  }

  /** The cells of an event's row in the lake table, the envelope too. */
  @Nullable Object[] row(byte[] event, long number) {
    @Nullable Object[] row;
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), event)) {
      parser.nextToken();
      row = object(parser, columns);
    }
    String sequence = Sample.sequence(number);
    for (int i = 0; i < row.length; i++) {
      String name = names.get(i);
      if (name.charAt(0) == '_') {
        row[i] = envelope(name, sequence, row);
      }
    }
    return row;
  }

  private @Nullable Object envelope(String name, String sequence, @Nullable Object[] row) {
    return switch (name) {
      case "_id" -> values.text(Sample.SHARD + ":" + sequence);
      case "_time" ->
          timeProperty == null
              ? values.time(Sample.ARRIVAL)
              : row[columns.places().get(timeProperty)];
      case "_schema_version" -> 1;
      case "_ingested_at" -> values.time(Sample.ARRIVAL);
      case "_shard" -> values.text(Sample.SHARD);
      case "_sequence" -> values.text(sequence);
      case "_source", "_extra" -> null;
      default -> throw new IllegalArgumentException("The table has a column " + name);
    };
  }

  private @Nullable Object[] object(JsonParser parser, Fields fields) {
    @Nullable Object[] found = new Object[fields.type().fields().size()];
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Integer place = fields.places().get(parser.currentName());
      JsonToken token = parser.nextToken();
      if (place == null) {
        parser.skipChildren();
      } else {
        found[place] = value(parser, token, fields.type().fields().get(place).type());
      }
    }
    return found;
  }

  private @Nullable Object value(JsonParser parser, JsonToken token, Type type) {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    return switch (type.typeId()) {
      case STRING -> values.text(parser.getString());
      case LONG -> parser.getLongValue();
      case DOUBLE -> parser.getDoubleValue();
      case TIMESTAMP -> values.time(Instant.parse(parser.getString()));
      case STRUCT -> {
        Types.StructType struct = type.asStructType();
        yield values.struct(struct, object(parser, nested.computeIfAbsent(struct, Fields::of)));
      }
      case LIST -> list(parser, type.asListType().elementType());
      default -> throw new IllegalArgumentException("No sample has a " + type);
    };
  }

  private Object list(JsonParser parser, Type element) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(parser, token, element));
    }
    return values.list(elements);
  }
}
