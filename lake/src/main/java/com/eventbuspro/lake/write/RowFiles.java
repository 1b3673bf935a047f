package com.eventbuspro.lake.write;

import com.eventbuspro.lake.parquet.RowFormat;
import com.eventbuspro.lake.table.LakeSchemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.util.PropertyUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data files of the next commit: one open per day of arrival, finished when they are full, when
 * too many days are open, or when asked. Knows every file it began, so that none is left behind.
 */
final class RowFiles {
  private static final Logger LOG = LoggerFactory.getLogger(RowFiles.class);
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  /** A day's file may take some megabytes of memory; streams are in time order but for edges. */
  private static final int MAX_OPEN = 4;

  private static final int ROWS_BETWEEN_SIZE_CHECKS = 1024;

  private final Table table;
  private final PartitionSpec spec;
  private final long targetBytes;
  private RowFormat format;
  // Access order, so that the day that was written to longest ago is the first.
  private final LinkedHashMap<Integer, OpenFile> open = new LinkedHashMap<>(8, 0.75f, true);
  private final List<DataFile> finished = new ArrayList<>();
  private final List<String> begun = new ArrayList<>();
  private int lastDay;
  private @Nullable OpenFile last;
  private long rows;

  RowFiles(Table table, Schema schema) {
    this.table = table;
    this.format = new RowFormat(table, schema);
    this.spec = LakeSchemas.byDayOfArrival(table);
    this.targetBytes =
        PropertyUtil.propertyAsLong(
            table.properties(),
            TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
            TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
  }

  void add(long arrivalMicros, @Nullable Object[] cells) {
    int day = (int) Math.floorDiv(arrivalMicros, MICROS_PER_DAY);
    OpenFile file = last;
    if (file == null || day != lastDay) {
      file = file(day);
      last = file;
      lastDay = day;
    }
    file.add(cells);
    rows++;
    if (file.rows() % ROWS_BETWEEN_SIZE_CHECKS == 0 && file.bytes() >= targetBytes) {
      finish(day);
    }
  }

  private OpenFile file(int day) {
    OpenFile existing = open.get(day);
    if (existing != null) {
      return existing;
    }
    if (open.size() >= MAX_OPEN) {
      finish(open.keySet().iterator().next());
    }
    OpenFile file = new OpenFile(table, format, spec, day);
    begun.add(file.path());
    open.put(day, file);
    return file;
  }

  private void finish(int day) {
    last = null;
    OpenFile file = open.get(day);
    if (file != null) {
      finished.add(file.finish());
      open.remove(day);
    }
  }

  /** Files begun from now on have this schema; none may be open. */
  void useSchema(Schema changed) {
    format = new RowFormat(table, changed);
  }

  /** Rows added since the files were last taken. */
  long rows() {
    return rows;
  }

  /** Memory held by open files, about. */
  long bufferedBytes() {
    long bytes = 0;
    for (OpenFile file : open.values()) {
      bytes += file.bufferedBytes();
    }
    return bytes;
  }

  /** Finishes and uploads all open files: frees their memory. */
  void finishAll() {
    for (int day : List.copyOf(open.keySet())) {
      finish(day);
    }
  }

  /** Finishes all, and gives them away: from here on whoever took them answers for them. */
  List<DataFile> take() {
    finishAll();
    List<DataFile> taken = List.copyOf(finished);
    finished.clear();
    begun.clear();
    rows = 0;
    return taken;
  }

  /** Deletes every file that was begun and not taken. */
  void discard() {
    open.values().forEach(OpenFile::abandon);
    open.clear();
    finished.clear();
    last = null;
    rows = 0;
    delete(table, begun);
    begun.clear();
  }

  /** Deletes files that are certainly in no snapshot. What cannot be deleted is an orphan. */
  static void delete(Table table, List<String> paths) {
    for (String path : paths) {
      try {
        table.io().deleteFile(path);
      } catch (RuntimeException e) {
        LOG.warn("Left an unused data file behind: {} ({})", path, e.toString());
      }
    }
  }
}
