package com.eventbuspro.platform.problem;

import com.eventbuspro.model.Texts;
import com.eventbuspro.model.Violation;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in our words why a body could not be read, without repeating the parser's own. */
final class UnreadableBody {
  private UnreadableBody() {}

  static ApiException explain(HttpMessageNotReadableException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLargeException tooLarge) {
        return tooLarge.problem();
      }
      if (cause instanceof UnrecognizedPropertyException unknown) {
        return unknownProperty(unknown);
      }
      if (cause instanceof StreamConstraintsException limit) {
        return malformed(
            "The JSON passes a limit (nesting, or the length of a name or number)", limit);
      }
      if (cause instanceof StreamReadException broken) {
        return malformed("Not JSON", broken);
      }
      if (cause instanceof MismatchedInputException mismatch) {
        return mismatch(mismatch);
      }
      if (cause instanceof JacksonException other) {
        return malformed("Not JSON that is understood here", other);
      }
    }
    return new ApiException(
        ProblemCode.MALFORMED_REQUEST,
        "The request has no body, or it could not be read",
        List.of(Violation.of("", "MISSING_BODY", "A JSON body is needed", "Send a JSON object")));
  }

  private static ApiException unknownProperty(UnrecognizedPropertyException e) {
    String known =
        e.getKnownPropertyIds().stream()
            .map(Object::toString)
            .sorted()
            .collect(Collectors.joining(", "));
    String message = "There is no property '" + Texts.abbreviate(e.getPropertyName()) + "' here";
    return new ApiException(
        ProblemCode.MALFORMED_REQUEST,
        message,
        List.of(Violation.of(pointer(e), "UNKNOWN_PROPERTY", message, "Known are " + known)));
  }

  private static ApiException mismatch(MismatchedInputException e) {
    Class<?> wanted = e.getTargetType();
    String message =
        pointer(e).isEmpty()
            ? "One JSON object is needed here, with nothing after it"
            : "The value does not fit: a " + word(wanted) + " is needed";
    return new ApiException(
        ProblemCode.MALFORMED_REQUEST,
        message,
        List.of(Violation.of(pointer(e), "WRONG_TYPE", message)));
  }

  private static String word(Class<?> wanted) {
    if (wanted == null) {
      return "different value";
    }
    if (Number.class.isAssignableFrom(wanted) || wanted.isPrimitive()) {
      return "whole number in range";
    }
    return wanted == String.class ? "string" : "JSON object";
  }

  private static ApiException malformed(String what, JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    String message =
        at == null ? what : what + ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return new ApiException(
        ProblemCode.MALFORMED_JSON,
        message,
        List.of(Violation.of(pointer(e), ProblemCode.MALFORMED_JSON.name(), message)));
  }

  private static String pointer(JacksonException e) {
    return e.getPath().stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? "/" + step.getIndex()
                    : "/" + step.getPropertyName().replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }
}
