package com.eventbuspro.lake.maintain;

/** Holds heavy work back so that it leaves the machine to others. */
public interface Pace {
  /** As fast as it goes. */
  Pace UNLIMITED = () -> {};

  /**
   * Called every few milliseconds of work; may wait.
   *
   * @throws MaintenanceStopped if the work is to end now
   */
  void step();

  /** Thrown out of work that is to end at once; what it had begun is left as a kill would. */
  final class MaintenanceStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The one there is. */
    public MaintenanceStopped() {
      super("Maintenance was told to stop", null, false, false);
    }
  }
}
