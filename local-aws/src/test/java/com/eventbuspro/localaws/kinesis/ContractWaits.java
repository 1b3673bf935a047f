package com.eventbuspro.localaws.kinesis;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Bounded waiting for a server to get somewhere. */
final class ContractWaits {
  private ContractWaits() {}

  static void until(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10)).until(condition);
  }
}
