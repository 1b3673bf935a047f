package com.eventbuspro.transform.engine;

/** The cluster did not do as it was told, or did not answer; whether it will is not known. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean refusal;

  EngineException(String message, Throwable cause) {
    super(message, cause);
    this.refusal = false;
  }

  private EngineException(EngineException refused) {
    super(refused.getMessage(), refused.getCause());
    this.refusal = true;
  }

  /** The same of a cluster that answers everything else. */
  EngineException asRefusal() {
    return new EngineException(this);
  }

  /** Whether the cluster answers, and yet does not do it. */
  public boolean isRefusal() {
    return refusal;
  }
}
