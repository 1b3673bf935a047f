package com.eventbuspro.platform.publish;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Ids for events that came without: UUIDs of version 7, so that they sort by time. */
@Component
class EventIds {
  private final SecureRandom random = new SecureRandom();
  private final Clock clock;

  EventIds(Clock clock) {
    this.clock = clock;
  }

  String next() {
    long high = clock.millis() << 16 | 0x7000L | random.nextInt(0x1000);
    long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
