package com.eventbuspro.lake.maintain;

import com.eventbuspro.model.EventTypeName;

/**
 * Says what somebody who counts what was committed has seen so far; snapshots of later commits are
 * kept for them, for some days.
 */
public interface RecordedCommits {
  /** Nobody counts: every snapshot may be expired by its age. */
  RecordedCommits ALL = eventType -> Long.MAX_VALUE;

  /** Every commit up to this number is recorded; 0 while that is not known. */
  long recordedThrough(EventTypeName eventType);
}
