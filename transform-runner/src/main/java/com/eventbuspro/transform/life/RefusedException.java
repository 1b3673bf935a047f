package com.eventbuspro.transform.life;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.transform.sql.SqlException;
import com.eventbuspro.transform.store.Phase;
import com.eventbuspro.transform.store.Status.Standing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.jspecify.annotations.Nullable;

/**
 * The job of a version cannot be made, and trying again is in vain before somebody changed
 * something. Told from trouble that goes by itself, such as a lake that does not answer.
 */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_DEPTH = 50;

  private final String reason;

  RefusedException(String reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** How a pipeline is that is refused. */
  Standing standing() {
    return new Standing(Phase.FAILING, reason, String.valueOf(getMessage()));
  }

  /**
   * Makes something; what is in vain is refused.
   *
   * @throws RefusedException if what it throws stays wrong
   */
  static <T> T orRefuse(Supplier<T> making) {
    try {
      return making.get();
    } catch (RuntimeException e) {
      Optional<RefusedException> refusal = refusal(e);
      if (refusal.isPresent()) {
        throw refusal.get();
      }
      throw e;
    }
  }

  private static Optional<RefusedException> refusal(RuntimeException e) {
    if (e instanceof SqlException sql) {
      return refused("InvalidSql", sql.fault().message(), sql.fault().suggestion(), e);
    }
    if (e instanceof LakeException lake) {
      return ofLake(lake);
    }
    boolean wrong =
        e instanceof IllegalArgumentException
            || e instanceof UnsupportedOperationException
            || e instanceof ValidationException
            || e instanceof TableException;
    return wrong && !isOfTheOutside(e)
        ? refused("CannotBeBuilt", text(e), "Correct the pipeline", e)
        : Optional.empty();
  }

  private static Optional<RefusedException> ofLake(LakeException e) {
    return switch (e.code()) {
      case NOT_OURS -> refused("DestinationRefused", text(e), null, e);
      case SCHEMA_INCOMPATIBLE ->
          refused(
              "DestinationRefused",
              text(e),
              "Give the result the columns and the key that the table has, or choose another name"
                  + " for the destination",
              e);
      case POSITIONS_LOST -> refused("PositionsLost", text(e), "Ask the operators", e);
      case TABLE_MISSING, TABLE_REPLACED, OUTCOME_UNKNOWN, SCHEMA_BEHIND, UNAVAILABLE ->
          Optional.empty();
    };
  }

  /** Whether something that was to be reached is behind it. */
  private static boolean isOfTheOutside(Throwable e) {
    Throwable cause = e.getCause();
    for (int i = 0; cause != null && i < MAX_DEPTH; i++) {
      if (cause instanceof IOException
          || cause instanceof UncheckedIOException
          || cause instanceof SQLException
          || cause instanceof LakeException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static Optional<RefusedException> refused(
      String reason, String message, @Nullable String suggestion, Throwable cause) {
    return Optional.of(
        new RefusedException(
            reason, suggestion == null ? message : message + ". " + suggestion, cause));
  }

  private static String text(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? "The job cannot be made: " + e.getClass().getSimpleName()
        : message;
  }
}
