package com.eventbuspro.lake;

import java.util.Objects;

/** Something about the lake went wrong; {@link #code} says what the caller may do about it. */
public final class LakeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, by what may be done about it. */
  public enum Code {
    /** The table does not exist, yet or any more. Wait for it to be made, then open it. */
    TABLE_MISSING,
    /** A table of that name exists, but is not this event type's. A person must decide. */
    NOT_OURS,
    /** The table was dropped and made anew. Open it again: its positions start afresh. */
    TABLE_REPLACED,
    /**
     * The snapshot that carried the positions is gone, so nobody knows how far the shards were
     * written. A person must restore it or set the positions; going on would double rows.
     */
    POSITIONS_LOST,
    /** Whether a commit was done could not be found out. Ask again before anything else. */
    OUTCOME_UNKNOWN,
    /** The table cannot hold the schema. A person must decide. */
    SCHEMA_INCOMPATIBLE,
    /** The table does not know a schema version yet. Evolve it, then refresh. */
    SCHEMA_BEHIND,
    /** The catalog or the object store failed. Try again later. */
    UNAVAILABLE
  }

  private final Code code;

  /** A failure without a cause of another kind. */
  public LakeException(Code code, String message) {
    super(message);
    this.code = Objects.requireNonNull(code, "code");
  }

  /** A failure brought about by another. */
  public LakeException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code");
  }

  /** What may be done about it. */
  public Code code() {
    return code;
  }
}
