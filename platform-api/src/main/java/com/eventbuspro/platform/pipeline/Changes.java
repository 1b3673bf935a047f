package com.eventbuspro.platform.pipeline;

/** How the rows of a result come about over time. */
public enum Changes {
  /** A row, once there, stays as it is: may go to an event type, a table or a webhook. */
  APPEND,
  /** Rows are revised and withdrawn as events arrive: needs a lake table with a key. */
  UPDATING
}
