package com.eventbuspro.provisioner.engine;

/** The end of a process, as far as the code that runs in it can tell. */
final class Death extends Error {
  private static final long serialVersionUID = 1L;

  /** Decides at every step of a process whether it is the last. */
  interface Reaper {
    /** Throws {@link Death}, or lets the step happen. */
    void step();
  }

  /** Kills at the given step, counted from 1; never again after that. */
  static final class AtStep implements Reaper {
    private final int fatal;
    private int steps;

    AtStep(int fatal) {
      this.fatal = fatal;
    }

    @Override
    public void step() {
      if (++steps == fatal) {
        throw new Death();
      }
    }

    boolean struck() {
      return steps >= fatal;
    }
  }
}
