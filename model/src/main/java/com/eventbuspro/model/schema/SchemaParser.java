package com.eventbuspro.model.schema;

final class SchemaParser {
  private SchemaParser() {}

  static FieldType.Struct parse(String document) {
    throw new UnsupportedOperationException("Being written by the helper 'lake'");
  }
}
