package com.eventbuspro.lake.redrive;

import com.eventbuspro.lake.read.RejectedRecord;
import com.eventbuspro.model.event.Decoded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads records with the current schemas, and remembers how that went. */
final class Judge implements Consumer<RejectedRecord> {
  private static final int SAMPLES = 3;

  private final Subject subject;
  private final long limit;
  private final Map<String, Preview.Failing> failing = new HashMap<>();
  private final List<RejectedRecord> samples = new ArrayList<>();
  private long matching;
  private long examined;
  private long passing;

  Judge(Subject subject, long limit) {
    this.subject = subject;
    this.limit = limit;
  }

  @Override
  public void accept(RejectedRecord record) {
    matching++;
    if (examined == limit) {
      return;
    }
    examined++;
    Decoded decoded =
        subject
            .decoder()
            .decode(record.payload(), record.shard(), record.sequence(), record.arrival());
    if (decoded instanceof Decoded.Event) {
      passing++;
      if (samples.size() < SAMPLES) {
        samples.add(record);
      }
    } else if (decoded instanceof Decoded.UnknownVersion unknown) {
      fail(record, unknown.reject());
    } else if (decoded instanceof Decoded.Rejected rejected) {
      fail(record, rejected);
    }
  }

  private void fail(RejectedRecord record, Decoded.Rejected rejected) {
    failing.merge(
        rejected.cause().name(),
        new Preview.Failing(rejected.cause().name(), 1, withNewReason(record, rejected)),
        (known, one) -> new Preview.Failing(known.cause(), known.count() + 1, known.sample()));
  }

  private static RejectedRecord withNewReason(RejectedRecord record, Decoded.Rejected rejected) {
    return new RejectedRecord(
        record.shard(),
        record.sequence(),
        record.arrival(),
        record.payload(),
        rejected.cause().name(),
        rejected.pointer(),
        rejected.message(),
        rejected.schemaVersion());
  }

  Preview preview() {
    return new Preview(
        matching,
        examined,
        passing,
        failing.values().stream()
            .sorted(Comparator.comparingLong(Preview.Failing::count).reversed())
            .toList(),
        samples);
  }
}
