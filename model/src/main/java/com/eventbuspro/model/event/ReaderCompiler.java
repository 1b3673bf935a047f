package com.eventbuspro.model.event;

import com.eventbuspro.model.schema.Constraints;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.Field;
import com.eventbuspro.model.schema.FieldType;
import com.eventbuspro.model.schema.Formats;
import com.eventbuspro.model.schema.Pointers;
import java.util.ArrayList;
import java.util.List;

/** A schema to the readers of its values. */
final class ReaderCompiler {
  static final String CLOUD_EVENT_MARKER = "specversion";

  private final EventSchema schema;

  private ReaderCompiler(EventSchema schema) {
    this.schema = schema;
  }

  static StructReader compile(EventSchema schema) {
    return new ReaderCompiler(schema).struct(schema.root(), "", List.of(CLOUD_EVENT_MARKER), false);
  }

  private StructReader struct(
      FieldType.Struct type, String pointer, List<String> markers, boolean secret) {
    List<ValueReader> members = new ArrayList<>();
    List<StructReader.Presence> rules = new ArrayList<>();
    for (Field field : type.fields()) {
      String at = Pointers.child(pointer + "/properties", field.name());
      Constraints constraints = schema.constraintsAt(at);
      members.add(reader(field.type(), at, secret || field.pii()));
      rules.add(new StructReader.Presence(constraints.nullable(), constraints.mandatory()));
    }
    return new StructReader(type, members, rules, markers, secret);
  }

  private ValueReader reader(FieldType type, String pointer, boolean secret) {
    Constraints constraints = schema.constraintsAt(pointer);
    if (type instanceof FieldType.Struct struct) {
      return struct(struct, pointer, List.of(), secret);
    }
    if (type instanceof FieldType.ListOf list) {
      return new ListReader(
          reader(list.element(), pointer + "/items", secret),
          list.elementNullable(),
          constraints,
          secret);
    }
    if (type instanceof FieldType.MapOf map) {
      return new MapReader(
          reader(map.value(), pointer + "/additionalProperties", secret),
          map.valueNullable(),
          constraints,
          secret);
    }
    if (type instanceof FieldType.Decimal decimal) {
      return new DecimalReader(decimal, constraints, secret);
    }
    return primitive((FieldType.Primitive) type, constraints, secret);
  }

  private static ValueReader primitive(
      FieldType.Primitive type, Constraints constraints, boolean secret) {
    return switch (type) {
      case BOOLEAN -> new BooleanReader(constraints, secret);
      case INT -> IntegerReader.of32Bits(constraints, secret);
      case LONG -> IntegerReader.of64Bits(constraints, secret);
      case FLOAT -> FloatReader.of32Bits(constraints, secret);
      case DOUBLE -> FloatReader.of64Bits(constraints, secret);
      case STRING -> new StringReader(constraints, secret);
      case TIMESTAMP ->
          new FormatReader(Formats::timestamp, "a date-time such as 2026-11-22T10:15:00Z", secret);
      case DATE -> new FormatReader(Formats::date, "a date such as 2026-11-22", secret);
      case TIME -> new FormatReader(Formats::time, "a time of day such as 10:15:00", secret);
      case UUID -> new FormatReader(Formats::uuid, "a UUID", secret);
      case BINARY -> new FormatReader(Formats::base64, "base64", secret);
    };
  }
}
