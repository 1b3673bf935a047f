package com.eventbuspro.provisioner.engine;

/** Whether a thing carries the marks of this platform and this resource. */
public enum Ownership {
  /** It does: it is ours. */
  MARKED,
  /**
   * It carries no mark. Ours only if we have just made it and could not mark it in the same call.
   */
  UNMARKED
}
