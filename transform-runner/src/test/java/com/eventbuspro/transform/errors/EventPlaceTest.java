package com.eventbuspro.transform.errors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventPlaceTest {
  private static final EventPlace ONE =
      new EventPlace("payments.card_settled", "shardId-000000000007", "4965");
  private static final EventPlace OTHER = new EventPlace("a.b", "shardId-1", "7");

  @Test
  void whatAMessageNamesIsFoundInAStackTraceOnce() {
    String trace =
        "org.apache.flink.runtime.JobException: The "
            + ONE
            + " broke it\n\tat a.B.c(B.java:2)\nCaused by: x.Y: The "
            + ONE
            + ", then the "
            + OTHER
            + ".";
    assertThat(EventPlace.namedIn(trace)).containsExactly(ONE, OTHER);
  }

  @Test
  void otherTextNamesNone() {
    assertThat(EventPlace.namedIn("The event of the year, of the shard of glass")).isEmpty();
    assertThat(EventPlace.namedIn("")).isEmpty();
  }
}
