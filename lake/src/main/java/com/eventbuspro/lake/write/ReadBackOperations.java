package com.eventbuspro.lake.write;

import com.eventbuspro.lake.LakeException;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/**
 * Does not believe a "no" before it has read back. A catalog's client may lose the answer to a
 * commit that was done, try again by itself, and be told, truthfully, that the table has moved:
 * Iceberg's JDBC catalog does so on a lost connection. Iceberg then takes the commit for failed and
 * deletes the manifests that the table now needs. So when a commit is refused, this looks whether
 * the table has the very snapshot; if it does, the commit was done.
 *
 * <p>It also sees to it that a table which was dropped and made anew is not taken for the old one.
 */
final class ReadBackOperations implements TableOperations {
  private final TableOperations inner;
  private final String uuid;
  private final String name;

  private ReadBackOperations(TableOperations inner, String name) {
    this.inner = inner;
    this.name = name;
    this.uuid = inner.current().uuid();
  }

  /** The same table, its commits read back. */
  static Table wrap(Table table) {
    TableOperations inner = ((HasTableOperations) table).operations();
    return new BaseTable(new ReadBackOperations(inner, table.name()), table.name());
  }

  @Override
  public TableMetadata current() {
    return checked(inner.current());
  }

  @Override
  public TableMetadata refresh() {
    return checked(inner.refresh());
  }

  @Override
  public void commit(TableMetadata base, TableMetadata metadata) {
    try {
      inner.commit(base, metadata);
    } catch (CommitFailedException refused) {
      if (!isDone(metadata, refused)) {
        throw refused;
      }
    }
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

  private TableMetadata checked(TableMetadata metadata) {
    if (!uuid.equals(metadata.uuid())) {
      throw new LakeException(
          LakeException.Code.TABLE_REPLACED,
          "The table "
              + name
              + " was dropped and made anew: it is "
              + metadata.uuid()
              + " now, it"
              + " was "
              + uuid);
    }
    return metadata;
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
