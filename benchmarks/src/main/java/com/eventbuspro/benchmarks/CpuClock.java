package com.eventbuspro.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Processor time of this JVM, compiler and garbage collector included: what a core is paid for. */
final class CpuClock {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final long start = SYSTEM.getProcessCpuTime();

  double seconds() {
    return (SYSTEM.getProcessCpuTime() - start) / 1e9;
  }
}
