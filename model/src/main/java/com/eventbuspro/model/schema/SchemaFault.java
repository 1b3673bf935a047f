package com.eventbuspro.model.schema;

/** Why a JSON Schema document is refused: the codes of its {@code Violation}s. */
public enum SchemaFault {
  /** The text is not JSON, or says a key twice. */
  MALFORMED_JSON,
  /** More text, fields, values or nesting than a schema may have. */
  SCHEMA_TOO_LARGE,
  /** Objects, arrays or references nested too deep. */
  SCHEMA_TOO_DEEP,
  /** A schema, or the value of a keyword, has the wrong JSON type. */
  MALFORMED_SCHEMA,
  /** {@code $schema} names a dialect other than 2020-12. */
  UNSUPPORTED_DIALECT,
  /** A keyword of JSON Schema that does not map to columns or is not checked. */
  UNSUPPORTED_KEYWORD,
  /** A keyword that JSON Schema does not know: most likely a slip. */
  UNKNOWN_KEYWORD,
  /** A keyword that says nothing about a value of this type. */
  MISPLACED_KEYWORD,
  /** No {@code type}. */
  MISSING_TYPE,
  /** Several types, or one that no column has. */
  UNSUPPORTED_TYPE,
  /** Alternatives other than "this or null". */
  UNSUPPORTED_CHOICE,
  /** A reference to elsewhere, to nothing or to itself. */
  UNSUPPORTED_REFERENCE,
  /** An array that does not say what its elements are. */
  MISSING_ITEMS,
  /** An object that says neither properties nor the type of a map's values, or both. */
  UNSUPPORTED_OBJECT,
  /** A property name that no column can have. */
  INVALID_NAME,
  /** A name kept for the envelope. */
  RESERVED_NAME,
  /** Two names that SQL cannot tell apart. */
  DUPLICATE_NAME,
  /** {@code required} names a property that is not declared. */
  REQUIRED_UNDECLARED,
  /** A decimal without a proper precision and scale. */
  INVALID_DECIMAL,
  /** A pattern that is no regular expression, or one that is not safe to match. */
  INVALID_PATTERN,
  /** An {@code enum} or {@code const} value that is not of the type. */
  INVALID_ENUM,
  /** Constraints that no value meets. */
  NOTHING_FITS,
}
