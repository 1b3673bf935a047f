package com.eventbuspro.model.schema;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing in which a schema version differs from the versions before it, and may.
 *
 * @param kind what kind of change
 * @param pointer JSON Pointer to the property in the newer schema ({@code $ref}s written out); to
 *     where it was, if it was removed
 * @param message what changes, and what that means for the table
 * @param advice what else the author may have meant, or null
 */
public record SchemaChange(Kind kind, String pointer, String message, @Nullable String advice) {

  /** The kinds of changes that a table and its readers can follow. */
  public enum Kind {
    /** A new column. */
    PROPERTY_ADDED,
    /** The column stays, empty from now on. */
    PROPERTY_REMOVED,
    /** A property that was removed earlier is back: it goes on in its old column. */
    PROPERTY_RESTORED,
    /** The column is renamed; older rows and older events go along. */
    PROPERTY_RENAMED,
    /** The column takes larger values. */
    TYPE_WIDENED,
    /** Events need not carry it any more. */
    MADE_OPTIONAL,
    /** More values are valid than before. */
    CONSTRAINT_LOOSENED,
    /** A description, or whether it is personal data. */
    NOTE_CHANGED
  }

  public SchemaChange {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(pointer, "pointer");
    Objects.requireNonNull(message, "message");
  }
}
