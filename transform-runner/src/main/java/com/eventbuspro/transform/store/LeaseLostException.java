package com.eventbuspro.transform.store;

/** Another runner acts on the pipelines now; this one must not. */
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeaseLostException() {
    super("Another transform-runner holds the lease");
  }
}
