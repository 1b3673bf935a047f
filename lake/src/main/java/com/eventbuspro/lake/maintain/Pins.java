package com.eventbuspro.lake.maintain;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Snapshots that somebody still reads: kept with all their files until they are let go, whatever
 * the policy says. A pin is an Iceberg tag {@code event-bus.pin.<id>}, so every engine heeds it.
 * Each method may be repeated after a failure of any kind.
 */
public final class Pins {
  private static final String PREFIX = "event-bus.pin.";
  private static final int TRIES = 5;

  private Pins() {}

  /**
   * Pins a snapshot; fine when it is pinned already under this id.
   *
   * @param id who needs it, such as the pipeline; letters, digits, {@code _}, {@code .} and {@code
   *     -}, up to 128
   * @throws IllegalArgumentException if there is no such snapshot (any more), or the id pins
   *     another
   */
  public static void pin(Table table, String id, long snapshotId) {
    String tag = tag(id);
    change(
        table,
        () -> {
          SnapshotRef found = table.refs().get(tag);
          if (found != null && found.snapshotId() != snapshotId) {
            throw new IllegalArgumentException(
                id + " pins the snapshot " + found.snapshotId() + " of " + table.name());
          }
          if (found == null) {
            create(table, tag, snapshotId);
          }
        });
  }

  private static void create(Table table, String tag, long snapshotId) {
    try {
      table.manageSnapshots().createTag(tag, snapshotId).commit();
    } catch (ValidationException e) {
      throw new IllegalArgumentException(
          "The table " + table.name() + " has no snapshot " + snapshotId, e);
    }
  }

  /** Lets a snapshot go; fine when it is not pinned. */
  public static void unpin(Table table, String id) {
    String tag = tag(id);
    change(
        table,
        () -> {
          if (table.refs().containsKey(tag)) {
            table.manageSnapshots().removeTag(tag).commit();
          }
        });
  }

  /** The snapshot that an id pins, as the table was when it was last refreshed. */
  public static OptionalLong pinned(Table table, String id) {
    SnapshotRef ref = table.refs().get(tag(id));
    return ref == null ? OptionalLong.empty() : OptionalLong.of(ref.snapshotId());
  }

  /** All pins by id, as the table was when it was last refreshed. */
  public static Map<String, Long> all(Table table) {
    Map<String, Long> pins = new HashMap<>();
    table
        .refs()
        .forEach(
            (name, ref) -> {
              if (name.startsWith(PREFIX)) {
                pins.put(name.substring(PREFIX.length()), ref.snapshotId());
              }
            });
    return pins;
  }

  private static void change(Table table, Runnable change) {
    for (int attempt = 1; ; attempt++) {
      table.refresh();
      try {
        change.run();
        return;
      } catch (CommitFailedException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private static String tag(String id) {
    if (!id.matches("[A-Za-z0-9_.-]{1,128}")) {
      throw new IllegalArgumentException("Not an id for a pin: '" + id + "'");
    }
    return PREFIX + id;
  }
}
