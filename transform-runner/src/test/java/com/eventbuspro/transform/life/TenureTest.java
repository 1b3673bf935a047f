package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.transform.store.Lease;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TenureTest {
  private static final Duration LIFE = Duration.ofMillis(1_000);

  @Test
  void whoCannotRenewIsToldInTimeThoughTheDatabaseNeverAnswers() {
    HangingDatabase database = new HangingDatabase();
    AtomicInteger told = new AtomicInteger();
    AtomicInteger toldWhileHeld = new AtomicInteger();
    Lease lease = new Lease(database.source(), "me", LIFE);
    try (Tenure tenure =
        new Tenure(
            lease,
            LIFE,
            () -> {
              told.incrementAndGet();
              if (lease.isHeld()) {
                toldWhileHeld.incrementAndGet();
              }
            })) {
      tenure.begin();
      await().until(tenure::isHeld);
      database.hang();
      int before = told.get();
      // More than once: what was under way then must not escape.
      await().until(() -> told.get() > before + 2);
      assertThat(tenure.isHeld()).isFalse();
      assertThat(toldWhileHeld).hasValue(0);
      database.end();
    }
  }
}
