package com.eventbuspro.transform.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.transform.sql.SqlException;
import com.eventbuspro.transform.sql.SqlFault;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BoundedPlannerTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(200);

  @Test
  void whatOnlyWaitsForTheProcessorIsNotTooSlow() {
    BoundedPlanner planner = planner(SHORT, LONG);
    long begun = System.nanoTime();

    String plan =
        planner.bounded(
            () -> {
              while (System.nanoTime() - begun < SHORT.multipliedBy(3).toNanos()) {
                pause();
              }
              return "plan";
            });

    assertThat(plan).isEqualTo("plan");
  }

  @Test
  void whatTakesTooMuchOfTheProcessorIsTooSlow() {
    AtomicBoolean stop = new AtomicBoolean();
    try {
      assertTooSlow(
          planner(SHORT, LONG),
          () -> {
            while (!stop.get()) {
              Thread.onSpinWait();
            }
          });
    } finally {
      stop.set(true);
    }
  }

  @Test
  void whatDoesNotEndIsTooSlowThoughItDoesNothing() {
    CountDownLatch never = new CountDownLatch(1);
    assertTooSlow(
        planner(SHORT, SHORT),
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static BoundedPlanner planner(Duration planning, Duration atMost) {
    return new BoundedPlanner(new BoundedPlanner.Limits(1, LONG, planning, atMost));
  }

  private static void assertTooSlow(BoundedPlanner planner, Runnable work) {
    assertThatThrownBy(
            () ->
                planner.bounded(
                    () -> {
                      work.run();
                      return "plan";
                    }))
        .isInstanceOfSatisfying(
            SqlException.class,
            e -> assertThat(e.fault().code()).isEqualTo(SqlFault.Code.TOO_SLOW));
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
