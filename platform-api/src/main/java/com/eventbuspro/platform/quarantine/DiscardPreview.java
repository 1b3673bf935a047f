package com.eventbuspro.platform.quarantine;

import java.util.List;

/**
 * What a discard would do if it were done now.
 *
 * @param matching how many records would be gone
 * @param causes how many of each cause, with samples
 */
public record DiscardPreview(long matching, List<QuarantinedCause> causes) {
  public DiscardPreview {
    causes = List.copyOf(causes);
  }
}
