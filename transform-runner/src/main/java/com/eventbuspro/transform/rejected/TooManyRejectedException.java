package com.eventbuspro.transform.rejected;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * So many events were rejected that the pipeline, not they, must be wrong. The job ends with it and
 * Flink does not restart it: it should be paused until somebody looked.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class TooManyRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TooManyRejectedException(String message, Throwable last) {
    super(message, last);
  }
}
