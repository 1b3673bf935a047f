package com.eventbuspro.platform.console;

import java.util.List;

/**
 * What an event type's quarantine holds.
 *
 * @param causes how often, by cause, the most frequent first
 * @param newest the newest records
 */
record QuarantineView(List<CauseView> causes, List<RejectedView> newest) {
  QuarantineView {
    causes = List.copyOf(causes);
    newest = List.copyOf(newest);
  }

  /** How many records it holds. */
  public long total() {
    return causes.stream().mapToLong(CauseView::count).sum();
  }
}
