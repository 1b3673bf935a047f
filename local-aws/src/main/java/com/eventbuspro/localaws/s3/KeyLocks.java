package com.eventbuspro.localaws.s3;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One writer per object at a time.
 *
 * <p>The file store makes If-None-Match atomic by itself (it links the new file), but compares an
 * If-Match first and replaces the file afterwards; between the two another writer could win as
 * well. Parts of an upload are not objects yet and need no lock.
 */
final class KeyLocks {
  /** A lock and how many hold or want it; the last one out removes it. */
  private static final class Entry {
    final ReentrantLock lock = new ReentrantLock();
    int users;
  }

  private final ConcurrentHashMap<S3Target, Entry> entries = new ConcurrentHashMap<>();

  AutoUnlock forWriting(HttpServletRequest request, S3Target target) {
    if (target.key().isEmpty() || !writesObject(request)) {
      return () -> {};
    }
    Entry entry =
        entries.compute(
            target,
            (key, present) -> {
              Entry used = present == null ? new Entry() : present;
              used.users++;
              return used;
            });
    entry.lock.lock();
    return () -> {
      entry.lock.unlock();
      entries.computeIfPresent(target, (key, present) -> --present.users == 0 ? null : present);
    };
  }

  private static boolean writesObject(HttpServletRequest request) {
    return switch (request.getMethod()) {
      case "PUT" -> request.getParameter("partNumber") == null;
      case "DELETE" -> true;
      case "POST" -> request.getParameter("uploadId") != null;
      default -> false;
    };
  }
}
