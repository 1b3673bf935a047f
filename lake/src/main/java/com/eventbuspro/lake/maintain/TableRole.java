package com.eventbuspro.lake.maintain;

/** Which of an event type's two tables. */
public enum TableRole {
  EVENTS,
  QUARANTINE
}
