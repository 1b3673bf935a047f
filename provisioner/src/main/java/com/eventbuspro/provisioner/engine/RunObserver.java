package com.eventbuspro.provisioner.engine;

import org.jspecify.annotations.Nullable;

/** Told of every run when its verdict is kept. Neither waits nor throws. */
public interface RunObserver {
  /** For those who do not want to know. */
  RunObserver NOBODY = (kind, verdict, change) -> {};

  /**
   * A run ended.
   *
   * @param change what was changed in the cloud, as the audit trail calls it; null for nothing
   */
  void ended(ResourceType kind, Verdict verdict, @Nullable String change);
}
