package com.eventbuspro.provisioner.engine;

/** What the last run made of a resource; the kinds of {@link Verdict} as kept in the row. */
enum ResourceState {
  PENDING,
  WAITING,
  SETTLED,
  FAILED,
  BLOCKED
}
