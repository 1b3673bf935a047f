package com.eventbuspro.transform.analysis;

/** The control plane's database does not answer; the same may work later. */
public final class ControlPlaneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ControlPlaneException(String message, Throwable cause) {
    super(message + ": the control plane's database does not answer", cause);
  }
}
