package com.eventbuspro.lake.write;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.table.TableProperty;
import com.eventbuspro.model.EventTypeName;
import java.time.Clock;
import java.util.List;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.Table;

/** The event table of an event type and its quarantine table. */
record TablePair(EventTable events, QuarantineTable quarantine) {
  /**
   * Opens both.
   *
   * @throws LakeException {@code TABLE_MISSING}, {@code NOT_OURS} or {@code POSITIONS_LOST}
   */
  static TablePair open(LakeCatalog catalog, EventTypeName name, Clock clock) {
    Table event = ours(catalog.load(name), name);
    Table rejected = ours(catalog.loadQuarantine(name), name);
    FileAge age = new FileAge(clock);
    return new TablePair(
        new EventTable(ReadBackOperations.wrap(event, () -> catalog.load(name), age), clock, age),
        new QuarantineTable(
            ReadBackOperations.wrap(rejected, () -> catalog.loadQuarantine(name)), event.uuid()));
  }

  private static Table ours(Table table, EventTypeName name) {
    if (!TableProperty.isOurs(table, name)) {
      throw new LakeException(
          LakeException.Code.NOT_OURS,
          "The table " + table.name() + " does not belong to the event type " + name);
    }
    return table;
  }

  /** Deletes the files of a batch that has lost: no snapshot will ever need them. */
  void deleteFiles(Batch lost) {
    RowFiles.delete(events.table(), paths(lost.files()));
    RowFiles.delete(quarantine.table(), paths(lost.forQuarantine()));
  }

  private static List<String> paths(List<? extends ContentFile<?>> files) {
    return files.stream().<String>map(ContentFile::location).toList();
  }
}
