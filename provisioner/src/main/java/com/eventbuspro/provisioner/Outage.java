package com.eventbuspro.provisioner;

import org.slf4j.Logger;

/** Says once that something does not work, and once that it works again. One thread only. */
final class Outage {
  private final String what;
  private final Logger log;
  private boolean on;

  /**
   * A thing that works so far.
   *
   * @param what it, as in "… again"
   */
  Outage(String what, Logger log) {
    this.what = what;
    this.log = log;
  }

  void because(Exception e) {
    if (!on) {
      on = true;
      log.warn("The database fails; until it is back, nothing is done", e);
    }
  }

  void over() {
    if (on) {
      on = false;
      log.info("The database is back: {} again", what);
    }
  }
}
