package com.eventbuspro.lake.write;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.LocationProvider;

/** A catalog in memory whose every operation, and whose files' every operation, may fail. */
final class FaultyCatalog extends InMemoryCatalog {
  private final Faults faults;
  private final Map<String, FileInfo> files = new ConcurrentHashMap<>();
  private final Clock clock;
  private UnaryOperator<TableOperations> wrapper = UnaryOperator.identity();

  FaultyCatalog(Faults faults, Clock clock) {
    this.faults = faults;
    this.clock = clock;
    initialize("faulty", Map.of("warehouse", "memory://" + System.identityHashCode(this)));
  }

  /** Puts something else between the writer and the catalog, too. */
  void wrap(UnaryOperator<TableOperations> with) {
    wrapper = with;
  }

  /** The files there are, by path. */
  Set<String> files() {
    return files.keySet();
  }

  @Override
  protected TableOperations newTableOps(TableIdentifier identifier) {
    TableOperations inner = super.newTableOps(identifier);
    FileIO io = new FaultyIo(inner.io(), faults, files, clock);
    return wrapper.apply(new FaultyOperations(inner, io));
  }

  private final class FaultyOperations implements TableOperations {
    private final TableOperations inner;
    private final FileIO io;

    FaultyOperations(TableOperations inner, FileIO io) {
      this.inner = inner;
      this.io = io;
    }

    @Override
    public TableMetadata current() {
      return inner.current();
    }

    @Override
    public TableMetadata refresh() {
      return faults.get("refresh", inner::refresh);
    }

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
      faults.run("commit", () -> inner.commit(base, metadata));
    }

    @Override
    public FileIO io() {
      return io;
    }

    @Override
    public String metadataFileLocation(String fileName) {
      return inner.metadataFileLocation(fileName);
    }

    @Override
    public LocationProvider locationProvider() {
      return inner.locationProvider();
    }
  }
}
