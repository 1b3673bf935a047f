package com.eventbuspro.model.event;

/** Why a record is not an event: the codes in quarantine tables and in answers to publishers. */
public enum RejectionCause {
  /** Not JSON, not UTF-8, or more than one JSON value. */
  MALFORMED_JSON,
  /** More bytes, or a longer number or name, than an event may have. */
  TOO_LARGE,
  /** Objects and arrays nested deeper than an event may be. */
  TOO_DEEP,
  /** The record, or a CloudEvent's data, is JSON but not an object. */
  NOT_AN_OBJECT,
  /** A key stands twice in one object. */
  DUPLICATE_KEY,
  /** A CloudEvent's attributes are wrong, or speak of another event type. */
  BAD_ENVELOPE,
  /** The event names a schema version that is not registered. */
  UNKNOWN_SCHEMA_VERSION,
  /** A required property is absent. */
  MISSING_REQUIRED,
  /** A value of another JSON type than the schema says; null included. */
  WRONG_TYPE,
  /** Text that is not what its format says: a date, a UUID, base64. */
  BAD_FORMAT,
  /** A number beyond its type's or its schema's bounds, or with digits that would be lost. */
  OUT_OF_RANGE,
  /** A value that the schema does not list. */
  NOT_IN_ENUM,
  /** Text, a list or a map with too few or too many characters, elements or entries. */
  WRONG_SIZE,
  /** Text that does not match the schema's pattern. */
  PATTERN_MISMATCH,
  /** An element that stands twice in a list whose elements must differ. */
  NOT_UNIQUE,
  /** Text with a NUL or half a surrogate pair: no table can hold it. */
  UNSTORABLE_TEXT,
  /** A fault of the decoder itself. Nothing is lost: the record can be re-driven after a fix. */
  DECODER_FAULT
}
