package com.eventbuspro.transform.life;

import java.util.Set;
import java.util.TreeSet;

/**
 * The deaths that runners are to die: at each stage of a test one just before, and one just after,
 * each thing that is recorded. Whoever dies after it does not hear that it was.
 */
final class Deaths {
  private final Set<String> died = new TreeSet<>();
  private String stage = "";
  private boolean over;

  /** From now on; things recorded at another stage are other things. */
  synchronized void at(String name) {
    stage = name;
  }

  /** Nobody dies by itself. */
  static Deaths none() {
    Deaths none = new Deaths();
    none.over = true;
    return none;
  }

  /** Whether the death is due; then it is died. */
  synchronized boolean isDue(String when, String what) {
    return !over && died.add(stage + ": " + when + " " + what);
  }

  synchronized Set<String> died() {
    return new TreeSet<>(died);
  }
}
