package com.eventbuspro.platform.problem;

import com.eventbuspro.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** In what something differs from what is declared under its name. */
public final class Differences {
  private static final String CODE = "DIFFERENT";

  private final UnaryOperator<String> words;
  private final List<Violation> found = new ArrayList<>();

  /**
   * None so far.
   *
   * @param words says of a property that it is different
   */
  public Differences(UnaryOperator<String> words) {
    this.words = words;
  }

  /** Compares a property that can be changed. */
  public void compare(String property, @Nullable Object found, @Nullable Object asked) {
    if (!Objects.equals(found, asked)) {
      add(property, words.apply(property), "Change it with PATCH, or use another name");
    }
  }

  /** Adds what was found in another way. */
  public void add(String property, String message, String advice) {
    found.add(Violation.of("/" + property, CODE, message, advice));
  }

  /**
   * To be called at the end.
   *
   * @throws ApiException with all of them, if there are any
   */
  public void requireNone(ProblemCode code, Supplier<String> detail) {
    if (!found.isEmpty()) {
      throw new ApiException(code, detail.get(), found);
    }
  }
}
