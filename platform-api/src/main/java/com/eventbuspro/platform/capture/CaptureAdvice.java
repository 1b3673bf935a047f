package com.eventbuspro.platform.capture;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What people should be told of a capture in trouble, and what to do. Computed when asked, since a
 * sink that is down cannot say so itself.
 */
@Component
public class CaptureAdvice {
  private final Clock clock;

  CaptureAdvice(Clock clock) {
    this.clock = clock;
  }

  /** Whether events still get into the lake. */
  public enum Effect {
    /** They do, late. */
    LATE,
    /** Nobody knows. */
    UNKNOWN,
    /** They will be lost if this goes on. */
    LOSS
  }

  /**
   * What is wrong.
   *
   * @param effect what it does to events
   * @param reason one CamelCase word
   * @param message why, and what to do
   */
  public record Advice(Effect effect, String reason, String message) {}

  /** What to say of a capture; empty when all is well. */
  public Optional<Advice> of(Capture capture) {
    Instant now = clock.instant();
    return switch (capture.state()) {
      case FINE -> Optional.empty();
      case LAGGING ->
          Optional.of(
              new Advice(
                  Effect.LATE,
                  "Lagging",
                  "What arrived since "
                      + minute(capture.unreadSince())
                      + " may not be in the lake yet. "
                      + expiry(capture)
                      + "Nothing needs to be done if it is catching up (see event_bus_sink_lag_seconds);"
                      + " give the sink more room if it is not"));
      case SILENT ->
          Optional.of(
              new Advice(
                  Effect.UNKNOWN,
                  "SinkSilent",
                  "The lake sink has not reported since "
                      + minute(Objects.requireNonNull(capture.reportedAt()))
                      + ". "
                      + expiry(capture)
                      + "See that it runs and reaches the database"));
      case WILL_EXPIRE -> Optional.of(willExpire(capture, now));
    };
  }

  private static Advice willExpire(Capture capture, Instant now) {
    Instant expires = Objects.requireNonNull(capture.expiresUnreadAt());
    long hours = Duration.between(now, expires).toHours();
    String when =
        expires.isAfter(now)
            ? "Data will expire unread in " + hours + " hours"
            : "Data may have expired unread since " + minute(expires);
    return new Advice(
        Effect.LOSS,
        "DataWillExpire",
        when
            + ": what arrived since "
            + minute(capture.unreadSince())
            + " may not be in the lake, and the stream keeps "
            + capture.retentionHours()
            + " hours. See that the lake sink runs and what stops it; raise stream_retention_hours to"
            + " gain time if the provisioner has not done so");
  }

  private static String expiry(Capture capture) {
    Instant expires = capture.expiresUnreadAt();
    return expires == null ? "" : "Nothing is lost before " + minute(expires) + ". ";
  }

  private static String minute(Instant time) {
    return time.truncatedTo(ChronoUnit.MINUTES).toString();
  }
}
