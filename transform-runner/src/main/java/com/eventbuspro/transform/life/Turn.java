package com.eventbuspro.transform.life;

import java.time.Duration;

/** When it is a pipeline's turn. Safe for many threads; a pipeline is taken by one at a time. */
final class Turn {
  private static final Duration SELDOM = Duration.ofSeconds(30);

  private final Keeper keeper;
  private long generation = -1;
  private boolean taken;
  private boolean hurry = true;
  private long dueNanos;
  private int failures;
  private Verdict verdict = new Verdict.Progress();

  Turn(Keeper keeper) {
    this.keeper = keeper;
  }

  Keeper keeper() {
    return keeper;
  }

  synchronized Verdict verdict() {
    return verdict;
  }

  synchronized int failures() {
    return failures;
  }

  /** Something else may be wanted now. */
  synchronized void wanted(long newest) {
    if (newest != generation) {
      generation = newest;
      hurry = true;
    }
  }

  /** Something happened that it must look at. */
  synchronized void hurry() {
    hurry = true;
  }

  synchronized boolean isSettled() {
    return !taken && verdict instanceof Verdict.Settled;
  }

  /** Whether it is to be taken now; then it is taken. */
  synchronized boolean isDue(long nowNanos) {
    if (taken || (!hurry && nowNanos - dueNanos < 0)) {
      return false;
    }
    taken = true;
    hurry = false;
    return true;
  }

  synchronized void done(Verdict came) {
    failures = 0;
    next(came);
  }

  synchronized void failed(Verdict came) {
    failures++;
    next(came);
  }

  private void next(Verdict came) {
    taken = false;
    verdict = came;
    Duration pause =
        came instanceof Verdict.Waiting waiting
            ? waiting.lookAgain()
            : came instanceof Verdict.Progress ? Duration.ZERO : SELDOM;
    dueNanos = System.nanoTime() + pause.toNanos();
  }
}
