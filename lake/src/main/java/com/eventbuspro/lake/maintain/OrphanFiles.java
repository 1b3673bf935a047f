package com.eventbuspro.lake.maintain;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.maintain.MaintenanceRun.Size;
import com.eventbuspro.lake.write.StateSnapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Deletes files at a table's location that no snapshot needs and that are old: what killed
 * processes uploaded and never committed.
 *
 * <p>A file that is needed is never deleted, because of the order of things: (1) find what is old
 * and needed by no snapshot; (2) change the metadata of the event table, then of the table itself;
 * (3) read the event table, which lists the quarantine files still to be taken over, then the
 * table; (4) delete what was found in (1) and is still needed by neither. Whoever commits a file
 * after (3) had to ask for the table's compare-and-set on metadata later than (2), and was checked
 * after (2) not to bring old files ({@link com.eventbuspro.lake.write.FileAge}).
 *
 * <p>A table that was dropped and made anew at the same place leaves files that look the same. Its
 * metadata tells: while that lies there nothing is deleted, since somebody may want it back.
 */
final class OrphanFiles {
  /** Says when orphans were last looked for; the change itself is what matters. */
  private static final String SOUGHT = "event-bus.orphans-sought-at";

  private static final int AT_ONCE = 2_000;

  private final Supplier<Table> events;
  private final Supplier<Table> loader;
  private final Instant olderThan;
  private final Instant now;
  private final Pace pace;

  /**
   * What was done.
   *
   * @param found what was at the table's location
   * @param deleted what of it was deleted
   */
  record Result(Size found, Size deleted) {}

  OrphanFiles(
      Supplier<Table> events, Supplier<Table> loader, Instant now, Instant olderThan, Pace pace) {
    this.events = events;
    this.loader = loader;
    this.now = now;
    this.olderThan = olderThan;
    this.pace = pace;
  }

  /** Whether files can be listed where the table is. */
  static boolean isPossible(Table table) {
    return table.io() instanceof SupportsPrefixOperations;
  }

  Result remove(Consumer<Integer> percent) {
    Table table = loader.get();
    KnownPaths needed = NeededFiles.of(table, pace);
    percent.accept(30);
    Listing listing = new Listing(needed);
    listing.add(table, "/data/", List.of(".parquet"));
    listing.add(table, "/metadata/", List.of(".avro", ".metadata.json"));
    percent.accept(60);
    if (listing.suspects.isEmpty()) {
      return new Result(listing.found(), Size.NONE);
    }
    refuseForeign(table, listing.suspects);
    touch(events.get());
    touch(loader.get());
    Set<String> listed = StateSnapshots.listedFiles(events.get());
    Table again = loader.get();
    KnownPaths still = NeededFiles.of(again, pace);
    listed.forEach(still::add);
    percent.accept(90);
    long deleted = 0;
    long bytes = 0;
    for (FileInfo suspect : listing.suspects) {
      if (!still.contains(suspect.location())) {
        again.io().deleteFile(suspect.location());
        deleted++;
        bytes += suspect.size();
        pace.step();
      }
    }
    return new Result(listing.found(), new Size(deleted, bytes));
  }

  private void touch(Table table) {
    table.updateProperties().set(SOUGHT, now.toString()).commit();
  }

  private static void refuseForeign(Table table, List<FileInfo> suspects) {
    for (FileInfo file : suspects) {
      if (file.location().endsWith(".metadata.json")) {
        String uuid = TableMetadataParser.read(table.io(), file.location()).uuid();
        if (!table.uuid().toString().equals(uuid)) {
          throw new LakeException(
              LakeException.Code.NOT_OURS,
              "At the place of "
                  + table.name()
                  + " are the files of another table, dropped before it was made: "
                  + file.location()
                  + ". No orphan is deleted while they are there: delete the metadata files of the"
                  + " dropped table when nobody wants it back");
        }
      }
    }
  }

  /** What lies at the table's location, as far as it is old and nobody's. */
  private final class Listing {
    private final KnownPaths needed;
    private final List<FileInfo> suspects = new ArrayList<>();
    private long count;
    private long bytes;

    Listing(KnownPaths needed) {
      this.needed = needed;
    }

    /** With the slash at its end: another table's location may begin with this one's. */
    void add(Table table, String directory, List<String> endings) {
      String place = table.location().replaceAll("/+$", "") + directory;
      for (FileInfo file : ((SupportsPrefixOperations) table.io()).listPrefix(place)) {
        count++;
        bytes += file.size();
        boolean old = file.createdAtMillis() < olderThan.toEpochMilli();
        boolean ours =
            file.location().startsWith(place)
                && endings.stream().anyMatch(file.location()::endsWith);
        if (old && ours && suspects.size() < AT_ONCE && !needed.contains(file.location())) {
          suspects.add(file);
        }
        if (count % 1_000 == 0) {
          pace.step();
        }
      }
    }

    Size found() {
      return new Size(count, bytes);
    }
  }
}
