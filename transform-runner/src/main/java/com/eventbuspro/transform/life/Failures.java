package com.eventbuspro.transform.life;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.transform.engine.EngineException;
import com.eventbuspro.transform.errors.RuntimeFault;
import com.eventbuspro.transform.errors.RuntimeFaults;
import com.eventbuspro.transform.store.Phase;
import com.eventbuspro.transform.store.Status.Standing;
import com.eventbuspro.transform.store.StoreException;
import java.io.UncheckedIOException;

/** Failures of steps, for people. Steps that failed are done again, whatever it was. */
final class Failures {
  /** What lasts for longer, and is none of the usual troubles, goes by itself no more. */
  private static final int LASTING = 8;

  private Failures() {}

  /**
   * How a pipeline is of which a step failed.
   *
   * @param times how often in a row
   */
  static Standing standing(RuntimeException e, int times) {
    boolean goesBy =
        e instanceof StoreException
            || e instanceof UncheckedIOException
            || e instanceof LakeException
            || (e instanceof EngineException engine && !engine.isRefusal());
    Phase phase = goesBy || times < LASTING ? Phase.WAITING : Phase.FAILING;
    return new Standing(phase, reason(e), "A step failed and is tried again: " + words(e));
  }

  private static String reason(RuntimeException e) {
    if (e instanceof EngineException engine) {
      return engine.isRefusal() ? "FlinkRefuses" : "FlinkUnavailable";
    }
    return "Retrying";
  }

  static String words(RuntimeException e) {
    if (e instanceof EngineException || e instanceof StoreException || e instanceof LakeException) {
      return e.getMessage() + ". If it lasts, ask the operators";
    }
    RuntimeFault fault = RuntimeFaults.translate(e);
    return fault.suggestion() == null
        ? fault.message()
        : fault.message() + ". " + fault.suggestion();
  }
}
