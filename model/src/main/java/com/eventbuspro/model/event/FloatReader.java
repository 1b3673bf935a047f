package com.eventbuspro.model.event;

import com.eventbuspro.model.schema.Constraints;
import com.eventbuspro.model.schema.Constraints.Bound;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Binary floating-point numbers of 32 or 64 bits, always finite. */
final class FloatReader extends ValueReader {
  private static final int MAX_MAGNITUDE = 400;

  private final boolean narrow;
  private final Constraints constraints;
  private final boolean bounded;
  private final boolean exact;
  private final Set<BigDecimal> allowed = new HashSet<>();

  private FloatReader(boolean narrow, Constraints constraints, boolean secret) {
    super(secret);
    this.narrow = narrow;
    this.constraints = constraints;
    this.bounded = constraints.minimum() != null || constraints.maximum() != null;
    this.exact = constraints.multipleOf() != null || !constraints.allowed().isEmpty();
    constraints.allowed().forEach(value -> allowed.add((BigDecimal) value));
  }

  static FloatReader of32Bits(Constraints constraints, boolean secret) {
    return new FloatReader(true, constraints, secret);
  }

  static FloatReader of64Bits(Constraints constraints, boolean secret) {
    return new FloatReader(false, constraints, secret);
  }

  @Override
  Object read(JsonParser parser, JsonToken token, Reading reading) {
    if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
      throw wrongType(parser, reading);
    }
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value) || (narrow && !Float.isFinite((float) value))) {
      throw refuse(
          RejectionCause.OUT_OF_RANGE,
          parser,
          reading,
          "is beyond a number of " + (narrow ? "32" : "64") + " bits");
    }
    if (bounded) {
      checkBounds(value, parser, reading);
    }
    if (exact) {
      checkExactly(parser, reading);
    }
    return narrow ? (Object) (float) value : (Object) value;
  }

  private void checkBounds(double value, JsonParser parser, Reading reading) {
    Bound minimum = constraints.minimum();
    Bound maximum = constraints.maximum();
    if (minimum != null && !above(value, minimum)) {
      throw refuse(RejectionCause.OUT_OF_RANGE, parser, reading, Ranges.below(minimum));
    }
    if (maximum != null && !below(value, maximum)) {
      throw refuse(RejectionCause.OUT_OF_RANGE, parser, reading, Ranges.above(maximum));
    }
  }

  private static boolean above(double value, Bound bound) {
    double limit = bound.value().doubleValue();
    return bound.inclusive() ? value >= limit : value > limit;
  }

  private static boolean below(double value, Bound bound) {
    double limit = bound.value().doubleValue();
    return bound.inclusive() ? value <= limit : value < limit;
  }

  /** As written: 0.3 is a multiple of 0.1, which its binary neighbours are not. */
  private void checkExactly(JsonParser parser, Reading reading) {
    BigDecimal number = Decimals.parse(parser);
    boolean sound = number != null && Math.abs((long) number.scale()) <= MAX_MAGNITUDE;
    BigDecimal step = constraints.multipleOf();
    if (step != null && !(sound && isMultiple(number, step))) {
      throw notAMultiple(step, parser, reading);
    }
    if (!allowed.isEmpty() && !(sound && isListed(number))) {
      throw notListed(constraints, parser, reading);
    }
  }

  private static boolean isMultiple(@Nullable BigDecimal number, BigDecimal step) {
    return number != null && number.remainder(step).signum() == 0;
  }

  private boolean isListed(@Nullable BigDecimal number) {
    return number != null && allowed.contains(Decimals.normal(number));
  }

  @Override
  String expected() {
    return "a number";
  }
}
