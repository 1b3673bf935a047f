package com.eventbuspro.platform.web;

import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.security.ChangeRequest.Mode;
import java.net.URI;
import org.springframework.http.ResponseEntity;

/**
 * What it came to that something was declared. Saying the same again makes nothing.
 *
 * @param resource what was declared, as it is now or would be
 * @param outcome whether it was made
 */
public record Made<T>(T resource, Outcome outcome) {
  /** Whether something was made. */
  public enum Outcome {
    CREATED,
    /** It was there already, exactly so. */
    UNCHANGED,
    /** A dry run: it would be made. */
    WOULD_BE_CREATED
  }

  /** It was made, or would be if the change were meant. */
  public static <T> Made<T> by(ChangeRequest change, T resource) {
    return new Made<>(
        resource, change.mode() == Mode.DRY_RUN ? Outcome.WOULD_BE_CREATED : Outcome.CREATED);
  }

  /** It was there already, exactly so. */
  public static <T> Made<T> already(T resource) {
    return new Made<>(resource, Outcome.UNCHANGED);
  }

  /**
   * The answer that says so, still without its body.
   *
   * @param location of the resource
   * @param generation of the resource
   */
  public ResponseEntity.BodyBuilder answer(URI location, long generation) {
    return switch (outcome) {
      case CREATED -> ResponseEntity.created(location).eTag(ETags.of(generation));
      case UNCHANGED -> ResponseEntity.ok().location(location).eTag(ETags.of(generation));
      case WOULD_BE_CREATED -> ResponseEntity.ok();
    };
  }
}
