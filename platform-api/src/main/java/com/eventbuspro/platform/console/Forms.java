package com.eventbuspro.platform.console;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What forms have in common: their buttons, what is typed into them, and being refused. */
final class Forms {
  private Forms() {}

  /** Shows a form again, with what is wrong. */
  @FunctionalInterface
  interface Refusal {
    Object shown(String summary, List<Violation> violations);
  }

  /** What a form comes to: what the work gives, or the form again if that is refused. */
  static Object answered(HttpServletResponse response, Supplier<Object> work, Refusal refusal) {
    try {
      return work.get();
    } catch (InvalidInputException e) {
      response.setStatus(ProblemCode.INVALID_INPUT.status());
      return refusal.shown(mending(e.violations().size()), e.violations());
    } catch (ApiException e) {
      response.setStatus(e.code().status());
      return refusal.shown(String.valueOf(e.getMessage()), e.violations());
    }
  }

  private static String mending(int things) {
    return things == 1 ? "One thing needs mending" : things + " things need mending";
  }

  /**
   * What a button asks for.
   *
   * @throws ApiException INVALID_PARAMETER
   */
  static <S extends Enum<S>> S step(S[] steps, String name) {
    List<String> names =
        Arrays.stream(steps).map(step -> step.name().toLowerCase(Locale.ROOT)).toList();
    int at = names.indexOf(name.toLowerCase(Locale.ROOT));
    if (at < 0) {
      int last = names.size() - 1;
      throw ApiException.parameter(
          "step",
          "step is " + String.join(", ", names.subList(0, last)) + " or " + names.get(last));
    }
    return steps[at];
  }

  /**
   * The number in a field; null where there is nothing.
   *
   * @throws InvalidInputException if there is something else
   */
  static @Nullable Integer number(String field, String text) {
    if (text.isEmpty()) {
      return null;
    }
    Integer number = wholeNumber(text);
    if (number == null) {
      throw new InvalidInputException(
          Violation.of("/" + field, "NOT_A_NUMBER", "Not a whole number", "Write digits only"));
    }
    return number;
  }

  static @Nullable Integer wholeNumber(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  static @Nullable String blankToNull(String text) {
    return text.isBlank() ? null : text;
  }
}
