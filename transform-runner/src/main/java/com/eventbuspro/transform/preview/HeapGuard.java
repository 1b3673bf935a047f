package com.eventbuspro.transform.preview;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/**
 * Tells when memory runs short: when, after a collection, the pool of what lives long was nearly
 * full. What a preview keeps lives on the heap, together with all else in this JVM.
 */
final class HeapGuard {
  private static final double FULL = 0.9;

  private final List<MemoryPoolMXBean> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .filter(pool -> pool.getName().contains("Old") || pool.getName().contains("Tenured"))
          .toList();

  boolean isShort() {
    return pools.stream().anyMatch(HeapGuard::isFull);
  }

  private static boolean isFull(MemoryPoolMXBean pool) {
    MemoryUsage left = pool.getCollectionUsage();
    // The collector of the whole heap may be long ago: what is used now must say so, too.
    return left != null
        && left.getMax() > 0
        && left.getUsed() > FULL * left.getMax()
        && pool.getUsage().getUsed() > FULL * left.getMax();
  }
}
