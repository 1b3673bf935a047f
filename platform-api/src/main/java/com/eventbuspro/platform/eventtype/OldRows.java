package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;

/** Knows how old the rows of the lake are. */
public interface OldRows {
  /**
   * What a retention would delete now.
   *
   * @param retentionDays how many days rows would be kept
   * @throws com.eventbuspro.platform.problem.ApiException EVENT_TYPE_NOT_FOUND, UNAVAILABLE
   */
  Deletion beyond(EventTypeName name, int retentionDays);
}
