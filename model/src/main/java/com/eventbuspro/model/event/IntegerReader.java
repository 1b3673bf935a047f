package com.eventbuspro.model.event;

import com.eventbuspro.model.schema.Constraints;
import com.eventbuspro.model.schema.Constraints.Bound;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Whole numbers of 32 or 64 bits, also when written as {@code 5.0} or {@code 1e3}. */
final class IntegerReader extends ValueReader {
  private final boolean narrow;
  private final long low;
  private final long high;
  private final @Nullable BigDecimal step;
  private final Set<BigDecimal> allowed = new HashSet<>();
  private final Constraints constraints;

  private IntegerReader(boolean narrow, Constraints constraints, boolean secret) {
    super(secret);
    this.narrow = narrow;
    this.constraints = constraints;
    this.low = lowest(constraints.minimum(), narrow ? Integer.MIN_VALUE : Long.MIN_VALUE);
    this.high = highest(constraints.maximum(), narrow ? Integer.MAX_VALUE : Long.MAX_VALUE);
    this.step = constraints.multipleOf();
    constraints.allowed().forEach(value -> allowed.add((BigDecimal) value));
  }

  static IntegerReader of32Bits(Constraints constraints, boolean secret) {
    return new IntegerReader(true, constraints, secret);
  }

  static IntegerReader of64Bits(Constraints constraints, boolean secret) {
    return new IntegerReader(false, constraints, secret);
  }

  @Override
  Object read(JsonParser parser, JsonToken token, Reading reading) {
    long value;
    if (token == JsonToken.VALUE_NUMBER_INT) {
      if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw outOfRange(parser, reading);
      }
      value = parser.getLongValue();
    } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      value = whole(parser, reading);
    } else {
      throw wrongType(parser, reading);
    }
    if (value < low || value > high) {
      throw outOfRange(parser, reading);
    }
    if (step != null || !allowed.isEmpty()) {
      check(value, parser, reading);
    }
    return narrow ? (Object) (int) value : (Object) value;
  }

  /** The whole number that a fraction or an exponent stands for. */
  private long whole(JsonParser parser, Reading reading) {
    BigDecimal number = Decimals.parse(parser);
    if (number == null || Decimals.magnitude(number) > 19) {
      throw outOfRange(parser, reading);
    }
    if (number.signum() == 0) {
      return 0;
    }
    if (Decimals.magnitude(number) < 1 || number.stripTrailingZeros().scale() > 0) {
      throw wrongType(parser, reading);
    }
    try {
      return number.longValueExact();
    } catch (ArithmeticException e) {
      throw outOfRange(parser, reading);
    }
  }

  private void check(long value, JsonParser parser, Reading reading) {
    BigDecimal number = BigDecimal.valueOf(value);
    if (step != null && number.remainder(step).signum() != 0) {
      throw notAMultiple(step, parser, reading);
    }
    if (!allowed.isEmpty() && !allowed.contains(Decimals.normal(number))) {
      throw notListed(constraints, parser, reading);
    }
  }

  private Refusal outOfRange(JsonParser parser, Reading reading) {
    return refuse(
        RejectionCause.OUT_OF_RANGE, parser, reading, "is not between " + low + " and " + high);
  }

  private static long lowest(@Nullable Bound bound, long ofType) {
    if (bound == null) {
      return ofType;
    }
    BigDecimal first = bound.value().setScale(0, RoundingMode.CEILING);
    boolean onBound = first.compareTo(bound.value()) == 0;
    return clamp(onBound && !bound.inclusive() ? first.add(BigDecimal.ONE) : first, ofType, true);
  }

  private static long highest(@Nullable Bound bound, long ofType) {
    if (bound == null) {
      return ofType;
    }
    BigDecimal last = bound.value().setScale(0, RoundingMode.FLOOR);
    boolean onBound = last.compareTo(bound.value()) == 0;
    return clamp(
        onBound && !bound.inclusive() ? last.subtract(BigDecimal.ONE) : last, ofType, false);
  }

  private static long clamp(BigDecimal bound, long ofType, boolean lower) {
    BigDecimal type = BigDecimal.valueOf(ofType);
    BigDecimal inner = lower ? bound.max(type) : bound.min(type);
    BigDecimal within =
        inner.max(BigDecimal.valueOf(Long.MIN_VALUE)).min(BigDecimal.valueOf(Long.MAX_VALUE));
    return within.longValueExact();
  }

  @Override
  String expected() {
    return "an integer";
  }
}
