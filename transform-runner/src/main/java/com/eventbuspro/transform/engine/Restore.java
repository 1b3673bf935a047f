package com.eventbuspro.transform.engine;

import java.util.Objects;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;

/** With what state a job begins. */
public sealed interface Restore {
  /** Without any. */
  record Nothing() implements Restore {}

  /**
   * With all state of a checkpoint or savepoint.
   *
   * @param path where it is
   */
  record All(String path) implements Restore {
    public All {
      Objects.requireNonNull(path, "path");
    }
  }

  /**
   * With what of a checkpoint or savepoint fits; the rest is left.
   *
   * @param path where it is
   */
  record WhatFits(String path) implements Restore {
    public WhatFits {
      Objects.requireNonNull(path, "path");
    }
  }

  /** As Flink says it. Whoever restores does not own what is restored from. */
  default SavepointRestoreSettings settings() {
    if (this instanceof All all) {
      return SavepointRestoreSettings.forPath(all.path(), false, RecoveryClaimMode.NO_CLAIM);
    }
    if (this instanceof WhatFits some) {
      return SavepointRestoreSettings.forPath(some.path(), true, RecoveryClaimMode.NO_CLAIM);
    }
    return SavepointRestoreSettings.none();
  }
}
