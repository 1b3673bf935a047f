package com.eventbuspro.platform.publish;

import com.eventbuspro.platform.publish.PublishResult.Detail;
import com.eventbuspro.platform.publish.PublishedItem.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts and remembers what became of each event. */
final class PublishLog {
  private static final int AUTO_LIMIT = 10_000;

  private final Detail detail;
  private final Map<Status, Integer> counts = new EnumMap<>(Status.class);
  private final List<PublishedItem> items = new ArrayList<>();
  private long acceptedBytes;
  private @Nullable PublishedItem firstRejected;

  PublishLog(Detail detail) {
    this.detail = detail;
  }

  void add(PublishedItem item) {
    counts.merge(item.status(), 1, Integer::sum);
    if (item.status() == Status.REJECTED && firstRejected == null) {
      firstRejected = item;
    }
    if (wants(item)) {
      items.add(item);
    }
  }

  /** An item whose record, of so many bytes, is in the stream. */
  void addAccepted(PublishedItem item, int bytes) {
    acceptedBytes += bytes;
    add(item);
  }

  private boolean wants(PublishedItem item) {
    boolean fine = item.status() == Status.ACCEPTED || item.status() == Status.VALID;
    return switch (detail) {
      case ALL, AUTO -> true;
      case REJECTED -> !fine;
    };
  }

  int count(Status status) {
    return counts.getOrDefault(status, 0);
  }

  /** Bytes of the records that are in the stream. */
  long acceptedBytes() {
    return acceptedBytes;
  }

  PublishResult result(String eventType) {
    int total = counts.values().stream().mapToInt(Integer::intValue).sum();
    List<PublishedItem> listed = new ArrayList<>(items);
    if (detail == Detail.AUTO && total > AUTO_LIMIT) {
      listed.removeIf(i -> i.status() == Status.ACCEPTED || i.status() == Status.VALID);
    }
    listed.sort(java.util.Comparator.comparingInt(PublishedItem::index));
    return new PublishResult(
        eventType,
        count(Status.ACCEPTED),
        count(Status.REJECTED),
        count(Status.UNKNOWN),
        count(Status.VALID),
        listed.size() == total,
        listed);
  }
}
