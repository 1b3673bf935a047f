package com.eventbuspro.lake.write;

import com.eventbuspro.lake.LakeException;
import java.util.function.Supplier;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.jspecify.annotations.Nullable;

/**
 * Does not believe a "no" before it has read back. A catalog's client may lose the answer to a
 * commit that was done, try again by itself, and be told, truthfully, that the table has moved:
 * Iceberg's JDBC catalog does so on a lost connection. Iceberg then takes the commit for failed and
 * deletes the manifests that the table now needs. So when a commit is refused, this looks whether
 * the table has the very snapshot; if it does, the commit was done.
 *
 * <p>It also tells a table that was dropped, or dropped and made anew, from one that cannot be
 * read: asking again would not help there.
 */
public final class ReadBackOperations implements TableOperations {
  private final TableOperations inner;
  private final String uuid;
  private final String name;
  private final Supplier<Table> loader;
  private final CommitCheck check;

  /** Has the last word on a change. */
  public interface CommitCheck {
    /**
     * Asked right before the catalog's compare-and-set, also before each of Iceberg's own retries.
     *
     * @param base what the table is, if the compare-and-set succeeds
     * @throws org.apache.iceberg.exceptions.ValidationException if the change must not be made
     */
    void check(TableMetadata base, TableMetadata wanted);
  }

  private ReadBackOperations(Table table, Supplier<Table> loader, CommitCheck check) {
    this.inner = ((HasTableOperations) table).operations();
    this.name = table.name();
    this.uuid = table.uuid().toString();
    this.loader = loader;
    this.check = check;
  }

  /**
   * The same table, its commits read back.
   *
   * @param loader loads what bears the table's name in the catalog now
   */
  public static Table wrap(Table table, Supplier<Table> loader) {
    return wrap(table, loader, (base, wanted) -> {});
  }

  /** The same, and every change is checked first. */
  public static Table wrap(Table table, Supplier<Table> loader, CommitCheck check) {
    return new BaseTable(new ReadBackOperations(table, loader, check), table.name());
  }

  @Override
  public TableMetadata current() {
    return checked(inner::current);
  }

  @Override
  public TableMetadata refresh() {
    return checked(inner::refresh);
  }

  @Override
  public void commit(@Nullable TableMetadata base, TableMetadata metadata) {
    if (base != null) {
      check.check(base, metadata);
    }
    try {
      inner.commit(base, metadata);
    } catch (CommitFailedException refused) {
      if (addsNoSnapshot(base, metadata) || !isDone(metadata, refused)) {
        throw refused;
      }
    } catch (NoSuchTableException e) {
      throw dropped(e);
    }
  }

  /** Such a change leaves nothing to be read back, and nothing that a mistaken "no" could harm. */
  private static boolean addsNoSnapshot(@Nullable TableMetadata base, TableMetadata wanted) {
    Snapshot snapshot = wanted.currentSnapshot();
    return base != null && snapshot != null && base.snapshot(snapshot.snapshotId()) != null;
  }

  private boolean isDone(TableMetadata wanted, CommitFailedException refused) {
    Snapshot snapshot = wanted.currentSnapshot();
    if (snapshot == null) {
      return false;
    }
    try {
      return refresh().snapshot(snapshot.snapshotId()) != null;
    } catch (RuntimeException e) {
      e.addSuppressed(refused);
      throw new CommitStateUnknownException(e);
    }
  }

  private TableMetadata checked(Supplier<TableMetadata> read) {
    TableMetadata metadata;
    try {
      metadata = read.get();
    } catch (NoSuchTableException e) {
      throw dropped(e);
    } catch (IllegalStateException e) {
      // Operations that have met one table refuse to read another, with no exception of its own.
      requireSame(loader.get().uuid().toString());
      throw e;
    }
    if (metadata == null) {
      // Operations that were told once that the table is gone answer so from then on.
      throw dropped(null);
    }
    requireSame(metadata.uuid());
    return metadata;
  }

  private void requireSame(String found) {
    if (!uuid.equals(found)) {
      throw new LakeException(
          LakeException.Code.TABLE_REPLACED,
          "The table " + name + " was dropped and made anew: it is " + found + ", it was " + uuid);
    }
  }

  private LakeException dropped(@Nullable NoSuchTableException cause) {
    String message = "The table " + name + " was dropped";
    return cause == null
        ? new LakeException(LakeException.Code.TABLE_MISSING, message)
        : new LakeException(LakeException.Code.TABLE_MISSING, message, cause);
  }

  @Override
  public FileIO io() {
    return inner.io();
  }

  @Override
  public EncryptionManager encryption() {
    return inner.encryption();
  }

  @Override
  public String metadataFileLocation(String fileName) {
    return inner.metadataFileLocation(fileName);
  }

  @Override
  public LocationProvider locationProvider() {
    return inner.locationProvider();
  }

  @Override
  public TableOperations temp(TableMetadata uncommitted) {
    return inner.temp(uncommitted);
  }

  @Override
  public long newSnapshotId() {
    return inner.newSnapshotId();
  }
}
