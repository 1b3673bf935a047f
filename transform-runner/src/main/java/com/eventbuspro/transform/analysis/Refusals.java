package com.eventbuspro.transform.analysis;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.transform.http.ProblemException;
import java.util.function.Supplier;

/** Turns what our own classes throw into problems for whoever asked over HTTP. */
public final class Refusals {
  private static final int INVALID = 422;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private Refusals() {}

  /**
   * Does something on behalf of a request.
   *
   * @throws ProblemException if it is refused
   */
  public static <T> T translated(Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidInputException e) {
      throw problem(INVALID, "INVALID_REQUEST", e);
    } catch (LakeException e) {
      // Of versions of a schema that no table could follow; the lake itself is not asked.
      throw problem(INVALID, e.code().name(), e);
    } catch (BusyException e) {
      throw problem(TOO_MANY, "BUSY", e);
    } catch (ControlPlaneException e) {
      throw problem(UNAVAILABLE, "CONTROL_PLANE_UNAVAILABLE", e);
    }
  }

  private static ProblemException problem(int status, String code, RuntimeException cause) {
    return new ProblemException(status, code, String.valueOf(cause.getMessage()), cause);
  }
}
