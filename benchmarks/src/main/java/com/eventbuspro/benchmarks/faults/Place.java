package com.eventbuspro.benchmarks.faults;

/** The links that can be disturbed. */
enum Place {
  /** From the sinks to PostgreSQL: assignments, conditions, and Iceberg's catalog. */
  DATABASE,
  /** From the sinks to the streams. */
  STREAMS,
  /** From the sinks to the object store. */
  STORE,
  /** From the publishers to the streams. */
  PUBLISHER
}
