package com.eventbuspro.model.schema;

/** Why a schema version must not follow the ones before it: the codes of its violations. */
public enum EvolutionFault {
  /** Another type, which the rows already written cannot follow. */
  TYPE_CHANGED,
  /** A type that holds fewer values. */
  TYPE_NARROWED,
  /** A new property that is required: events of today lack it. */
  NEW_REQUIRED,
  /** A property that was optional, or nullable, and is no longer. */
  MADE_REQUIRED,
  /** Values that were valid are no longer. */
  CONSTRAINT_NARROWED,
  /** A name that SQL cannot tell from that of a column no longer in use. */
  NAME_TAKEN
}
