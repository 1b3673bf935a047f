package com.eventbuspro.platform.console;

import com.eventbuspro.model.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a form.
 *
 * @param summary what happened, for the head of the form
 * @param all everything that is wrong
 */
record FieldProblems(String summary, List<FieldProblem> all) {
  static final FieldProblems NONE = new FieldProblems("", List.of());

  FieldProblems {
    all = List.copyOf(all);
  }

  /**
   * One thing that is wrong.
   *
   * @param field as it is named in the form: the first name in the violation's pointer; empty when
   *     it belongs to no field
   * @param place where in the field, as a JSON Pointer; empty for the whole of it
   * @param message what is wrong
   * @param advice what to do about it, if there is something to say
   */
  record FieldProblem(String field, String place, String message, @Nullable String advice) {
    static FieldProblem of(Violation violation) {
      String[] steps = violation.pointer().split("/", 3);
      return new FieldProblem(
          steps.length < 2 ? "" : steps[1],
          steps.length < 3 ? "" : "/" + steps[2],
          violation.message(),
          violation.suggestion());
    }
  }

  /** Problems whose pointers start with the field's name. */
  static FieldProblems of(String summary, List<Violation> violations) {
    return new FieldProblems(summary, violations.stream().map(FieldProblem::of).toList());
  }

  /** Problems of one field, whose pointers start below it. */
  static FieldProblems ofField(String summary, String field, List<Violation> violations) {
    return new FieldProblems(
        summary,
        violations.stream()
            .map(v -> new FieldProblem(field, v.pointer(), v.message(), v.suggestion()))
            .toList());
  }

  /** What is wrong with a field; empty when nothing is. */
  public List<FieldProblem> of(String field) {
    return all.stream().filter(p -> p.field().equals(field)).toList();
  }

  /** The attribute aria-invalid of a field; null where nothing is wrong. */
  public @Nullable String invalid(String field) {
    return of(field).isEmpty() ? null : "true";
  }
}
