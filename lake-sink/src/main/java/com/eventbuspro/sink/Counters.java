package com.eventbuspro.sink;

/** What is counted; Flink's metrics in production. */
interface Counters {
  void committed(long rows, long quarantined);

  void lost();

  void failed();
}
