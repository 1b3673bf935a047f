package com.eventbuspro.sink.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.lake.maintain.Pace;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class CpuShareTest {
  @Test
  void workTakesNoMoreThanItsShare() {
    CpuShare share = new CpuShare(0.25);
    long wall = System.nanoTime();
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long used = 0;
    while (used < 200_000_000L) {
      share.step();
      used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
    }
    assertThat((double) used / (System.nanoTime() - wall)).isLessThan(0.35);
  }

  @Test
  void toldToStopItEndsTheWork() {
    CpuShare share = new CpuShare(1);
    share.step();
    share.stop();
    assertThatThrownBy(share::step).isInstanceOf(Pace.MaintenanceStopped.class);
  }

  @Test
  void aShareIsAPartOfACore() {
    assertThatThrownBy(() -> new CpuShare(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CpuShare(1.5)).isInstanceOf(IllegalArgumentException.class);
  }
}
