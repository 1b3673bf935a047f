package com.eventbuspro.model.event;

import com.eventbuspro.model.schema.Constraints;
import com.eventbuspro.model.schema.Constraints.Bound;
import com.eventbuspro.model.schema.FieldType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Decimals that fit their precision and scale without rounding. */
final class DecimalReader extends ValueReader {
  private final FieldType.Decimal type;
  private final Constraints constraints;
  private final Set<BigDecimal> allowed = new HashSet<>();

  DecimalReader(FieldType.Decimal type, Constraints constraints, boolean secret) {
    super(secret);
    this.type = type;
    this.constraints = constraints;
    constraints.allowed().forEach(value -> allowed.add((BigDecimal) value));
  }

  @Override
  Object read(JsonParser parser, JsonToken token, Reading reading) {
    BigDecimal fitting = fit(parse(parser, token, reading));
    if (fitting == null) {
      throw refuse(
          RejectionCause.OUT_OF_RANGE,
          parser,
          reading,
          "does not fit a decimal of "
              + type.precision()
              + " digits, "
              + type.scale()
              + " of them after the point, without rounding");
    }
    check(fitting, parser, reading);
    return fitting;
  }

  private @Nullable BigDecimal parse(JsonParser parser, JsonToken token, Reading reading) {
    if (constraints.decimalText()) {
      if (token != JsonToken.VALUE_STRING) {
        throw wrongType(parser, reading);
      }
      BigDecimal number =
          Decimals.parse(
              parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
      if (number == null) {
        throw refuse(RejectionCause.BAD_FORMAT, parser, reading, "is not a decimal number");
      }
      return number;
    }
    if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
      throw wrongType(parser, reading);
    }
    return Decimals.parse(parser);
  }

  private @Nullable BigDecimal fit(@Nullable BigDecimal number) {
    if (number == null) {
      return null;
    }
    if (number.signum() == 0) {
      return BigDecimal.ZERO.setScale(type.scale());
    }
    long magnitude = Decimals.magnitude(number);
    if (magnitude > type.precision() - type.scale() || magnitude <= -type.scale()) {
      return null;
    }
    BigDecimal scaled = number.setScale(type.scale(), RoundingMode.DOWN);
    return scaled.compareTo(number) == 0 ? scaled : null;
  }

  private void check(BigDecimal number, JsonParser parser, Reading reading) {
    Bound minimum = constraints.minimum();
    Bound maximum = constraints.maximum();
    BigDecimal step = constraints.multipleOf();
    if (minimum != null && number.compareTo(minimum.value()) < (minimum.inclusive() ? 0 : 1)) {
      throw refuse(RejectionCause.OUT_OF_RANGE, parser, reading, Ranges.below(minimum));
    }
    if (maximum != null && number.compareTo(maximum.value()) > (maximum.inclusive() ? 0 : -1)) {
      throw refuse(RejectionCause.OUT_OF_RANGE, parser, reading, Ranges.above(maximum));
    }
    if (step != null && number.remainder(step).signum() != 0) {
      throw notAMultiple(step, parser, reading);
    }
    if (!allowed.isEmpty() && !allowed.contains(Decimals.normal(number))) {
      throw notListed(constraints, parser, reading);
    }
  }

  @Override
  String expected() {
    return constraints.decimalText() ? "a decimal number in a string" : "a number";
  }
}
