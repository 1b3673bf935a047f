package com.eventbuspro.model.event;

import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.FieldType;

/** All that decoding an event of one schema version takes. */
record VersionPlan(int version, StructReader reader, int depth, TimeRule time) {

  static VersionPlan of(EventSchema schema, TimeRule time) {
    return new VersionPlan(
        schema.version(), ReaderCompiler.compile(schema), depth(schema.root()), time);
  }

  /** How many containers are around the innermost value. */
  private static int depth(FieldType type) {
    if (type instanceof FieldType.Struct struct) {
      return 1 + struct.fields().stream().mapToInt(field -> depth(field.type())).max().orElse(0);
    }
    if (type instanceof FieldType.ListOf list) {
      return 1 + depth(list.element());
    }
    return type instanceof FieldType.MapOf map ? 1 + depth(map.value()) : 0;
  }
}
