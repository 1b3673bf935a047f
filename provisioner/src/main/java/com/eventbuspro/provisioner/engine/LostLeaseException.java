package com.eventbuspro.provisioner.engine;

/** The run no longer holds its row: it took longer than its lease, and another run took over. */
final class LostLeaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LostLeaseException(ResourceId id) {
    super("The lease on " + id + " was lost to another run; nothing was written");
  }
}
