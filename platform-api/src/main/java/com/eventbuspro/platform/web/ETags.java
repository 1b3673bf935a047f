package com.eventbuspro.platform.web;

import com.eventbuspro.model.Texts;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** Generations as entity tags: {@code "7"}. */
public final class ETags {
  private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");

  private ETags() {}

  /** The tag of a generation. */
  public static String of(long generation) {
    return "\"" + generation + "\"";
  }

  /** Answers with something at a generation. */
  public static <T> ResponseEntity<T> answer(long generation, T body) {
    return ResponseEntity.ok().eTag(of(generation)).body(body);
  }

  /**
   * Lets pass what is still as the caller has seen it.
   *
   * @param seen the generation the caller has seen; empty when any will do
   * @param generation the one it is at
   * @throws ApiException STALE
   */
  public static void requireSeen(OptionalLong seen, long generation) {
    if (seen.isPresent() && seen.getAsLong() != generation) {
      throw new ApiException(
          ProblemCode.STALE,
          "It is at generation "
              + generation
              + ", not "
              + seen.getAsLong()
              + ". Read it again, then decide");
    }
  }

  /**
   * The generation a change is meant for; empty for {@code *}, which is any.
   *
   * @throws ApiException PRECONDITION_REQUIRED without the header, STALE when it is no tag of ours
   */
  public static OptionalLong required(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw new ApiException(
          ProblemCode.PRECONDITION_REQUIRED,
          "Send If-Match with the ETag of what you have read, so that no other change is lost");
    }
    if (ifMatch.strip().equals("*")) {
      return OptionalLong.empty();
    }
    Matcher matcher = TAG.matcher(ifMatch.strip());
    if (!matcher.matches()) {
      throw new ApiException(
          ProblemCode.STALE, "'" + Texts.abbreviate(ifMatch) + "' is no ETag of this resource");
    }
    return OptionalLong.of(Long.parseLong(matcher.group(1)));
  }
}
