package com.eventbuspro.localaws.kinesis;

import java.time.Clock;

/** A rate per second with a burst of one second; not safe for threads by itself. */
final class TokenBucket {
  private final Clock clock;
  private final long perSecond;
  private double tokens;
  private long filledMillis;

  TokenBucket(Clock clock, long perSecond) {
    this.clock = clock;
    this.perSecond = perSecond;
    this.tokens = perSecond;
    this.filledMillis = clock.millis();
  }

  boolean has(long amount) {
    fill();
    return tokens >= amount;
  }

  boolean take(long amount) {
    if (!has(amount)) {
      return false;
    }
    tokens -= amount;
    return true;
  }

  /** Takes more than there may be. */
  void borrow(long amount) {
    fill();
    tokens -= amount;
  }

  private void fill() {
    long now = clock.millis();
    if (now > filledMillis) {
      tokens = Math.min(perSecond, tokens + (now - filledMillis) * perSecond / 1000.0);
      filledMillis = now;
    }
  }
}
