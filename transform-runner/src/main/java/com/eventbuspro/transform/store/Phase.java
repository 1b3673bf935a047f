package com.eventbuspro.transform.store;

/** How a pipeline is. */
public enum Phase {
  /** Something that it needs is not there yet. */
  WAITING,
  /** Its job is about to run. */
  STARTING,
  /** It reads history. */
  BACKFILLING,
  /** It reads what arrives. */
  LIVE,
  /** Its job is about to end, to go on later. */
  PAUSING,
  /** It does not run, as was asked. */
  PAUSED,
  /** It does not run, or begins again and again, and should not. */
  FAILING,
  /** It is about to go. */
  DELETING
}
