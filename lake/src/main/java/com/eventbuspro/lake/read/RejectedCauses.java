package com.eventbuspro.lake.read;

import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.lake.table.Quarantine;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * Groups what quarantine holds by cause: first over the keys alone, then reads the few payloads
 * that are shown, from the files that have them.
 */
final class RejectedCauses {
  private final TableFiles files;
  private final RejectedFilter filter;
  private final int samples;
  private final Map<String, CauseSamples> causes = new HashMap<>();

  RejectedCauses(TableFiles files, RejectedFilter filter, int samples) {
    this.files = files;
    this.filter = filter;
    this.samples = samples;
  }

  /** The most frequent first. */
  List<RejectedCause> read() {
    RowMatch match = filter.match();
    Schema schema = files.table().schema();
    Schema keys =
        schema.select(Quarantine.CAUSE, Envelope.INGESTED_AT, Envelope.SHARD, Envelope.SEQUENCE);
    for (FileScanTask task : files.plan(match.expression())) {
      files.forEach(
          task,
          keys,
          match.expression(),
          row -> {
            if (match.wanted().test(row)) {
              causes
                  .computeIfAbsent(cause(row), none -> new CauseSamples(samples))
                  .count(RowKey.of(row), task);
            }
          });
    }
    causes.values().forEach(this::readSamples);
    return causes.entrySet().stream()
        .map(entry -> entry.getValue().done(entry.getKey()))
        .sorted(Comparator.comparingLong(RejectedCause::count).reversed())
        .toList();
  }

  private void readSamples(CauseSamples found) {
    Expression near = Expressions.greaterThanOrEqual(Envelope.INGESTED_AT, found.oldestShown());
    for (FileScanTask task : found.files()) {
      files.forEach(
          task,
          files.table().schema(),
          near,
          row -> {
            RowKey key = RowKey.of(row);
            if (found.isShown(key)) {
              found.show(key, RejectedRecord.of(row));
            }
          });
    }
  }

  private static String cause(Record row) {
    return (String) row.getField(Quarantine.CAUSE);
  }
}
