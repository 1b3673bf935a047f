package com.eventbuspro.transform.engine;

/** The cluster did not do as it was told, or did not answer; whether it will is not known. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
