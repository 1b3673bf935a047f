package com.eventbuspro.model.schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a schema says about a value beside its type. The lake does not need it; {@code
 * com.eventbuspro.model.event.EventDecoder} checks it for every event.
 *
 * @param nullable whether the JSON value may be null
 * @param mandatory whether the property must be present (perhaps null)
 * @param decimalText whether a decimal is written as a JSON string, not as a number
 * @param allowed the values of {@code enum} or {@code const}, as {@link String}, {@link BigDecimal}
 *     without trailing zeros, or {@link Boolean}; empty when any value will do
 * @param minimum the lower bound of a number
 * @param maximum the upper bound of a number
 * @param multipleOf what a number must be a multiple of; positive
 * @param minSize fewest characters of a string, elements of a list or entries of a map
 * @param maxSize most of them; {@link Integer#MAX_VALUE} when there is no limit
 * @param pattern what a string must contain
 * @param unique whether the elements of a list must differ from each other
 */
public record Constraints(
    boolean nullable,
    boolean mandatory,
    boolean decimalText,
    List<Object> allowed,
    @Nullable Bound minimum,
    @Nullable Bound maximum,
    @Nullable BigDecimal multipleOf,
    int minSize,
    int maxSize,
    @Nullable SafePattern pattern,
    boolean unique) {

  /** No constraint at all: not null, not mandatory. */
  public static final Constraints NONE =
      new Constraints(
          false, false, false, List.of(), null, null, null, 0, Integer.MAX_VALUE, null, false);

  /**
   * One end of a range.
   *
   * @param value the end
   * @param inclusive whether the end itself is in the range
   */
  public record Bound(BigDecimal value, boolean inclusive) {
    public Bound {
      Objects.requireNonNull(value, "value");
    }
  }

  public Constraints {
    allowed = List.copyOf(allowed);
  }

  /** The same, for a property that must be present or need not be. */
  Constraints withMandatory(boolean present) {
    return with(nullable, present);
  }

  /** The same, for a value that may be null as well. */
  Constraints orNull() {
    return with(true, mandatory);
  }

  private Constraints with(boolean orNull, boolean present) {
    return new Constraints(
        orNull,
        present,
        decimalText,
        allowed,
        minimum,
        maximum,
        multipleOf,
        minSize,
        maxSize,
        pattern,
        unique);
  }
}
