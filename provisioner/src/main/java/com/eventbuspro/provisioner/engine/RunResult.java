package com.eventbuspro.provisioner.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run ends with; written to the row in one transaction.
 *
 * @param verdict what it found
 * @param generation the generation of the declaration it read; 0 when it could not
 * @param memory what to remember
 * @param progress whether a change was made
 * @param audit the audit record of the change made or denied, or null
 */
record RunResult(
    Verdict verdict,
    long generation,
    Memory memory,
    Progress progress,
    @Nullable AuditRecord audit) {

  enum Progress {
    NONE,
    CHANGED
  }

  RunResult {
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(memory, "memory");
  }

  static RunResult of(Verdict verdict, long generation, Memory memory) {
    return new RunResult(verdict, generation, memory, Progress.NONE, null);
  }
}
