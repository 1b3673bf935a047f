package com.eventbuspro.provisioner.engine;

/** Whose a thing found in the cloud is, by its marks. */
public enum Ownership {
  /** It carries the marks of this platform and this resource. */
  OURS,
  /**
   * It carries no mark. Ours only if we have just made it and could not mark it in the same call.
   */
  UNMARKED,
  /** It carries someone else's mark. */
  FOREIGN
}
