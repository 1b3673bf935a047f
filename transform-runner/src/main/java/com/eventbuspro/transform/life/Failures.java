package com.eventbuspro.transform.life;

import com.eventbuspro.transform.engine.EngineException;
import com.eventbuspro.transform.errors.RuntimeFault;
import com.eventbuspro.transform.errors.RuntimeFaults;

/** Failures of steps, for people. */
final class Failures {
  private Failures() {}

  static String words(RuntimeException e) {
    if (e instanceof EngineException) {
      return e.getMessage() + ". If it lasts, ask the operators";
    }
    RuntimeFault fault = RuntimeFaults.translate(e);
    return fault.suggestion() == null
        ? fault.message()
        : fault.message() + ". " + fault.suggestion();
  }
}
