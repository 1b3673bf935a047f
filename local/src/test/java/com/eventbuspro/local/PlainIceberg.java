package com.eventbuspro.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * A reader that knows nothing of us: the plain Iceberg client, configured as in docs/operations.md.
 */
final class PlainIceberg {
  private PlainIceberg() {}

  private static JdbcCatalog open(LocalRun run) throws IOException {
    Map<String, String> properties = new HashMap<>();
    properties.put(
        "uri",
        "jdbc:postgresql://127.0.0.1:%d/postgres?currentSchema=lake_catalog"
            .formatted(run.ports().postgres()));
    properties.put("jdbc.user", "postgres");
    properties.put(
        "jdbc.password", Files.readString(run.data().resolve("postgres/password")).strip());
    properties.put("jdbc.schema-version", "V1");
    properties.put("warehouse", "s3://ebp-local-lake/warehouse");
    properties.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
    properties.put("s3.endpoint", "http://127.0.0.1:" + run.ports().s3());
    properties.put("s3.path-style-access", "true");
    properties.put("s3.access-key-id", "test");
    properties.put("s3.secret-access-key", "test");
    properties.put("client.region", "us-east-1");
    properties.put("http-client.type", "urlconnection");
    JdbcCatalog catalog = new JdbcCatalog();
    catalog.initialize("lake", properties);
    return catalog;
  }

  /**
   * Says in the table that a shard was read further than it was: what a sink with a fault that
   * skips records would do.
   */
  static void movePosition(LocalRun run, String eventType, String shard, String sequence)
      throws IOException {
    try (JdbcCatalog catalog = open(run)) {
      Table table = catalog.loadTable(TableIdentifier.parse(eventType));
      Map<String, String> last = table.currentSnapshot().summary();
      AppendFiles append = table.newAppend();
      last.forEach(
          (key, value) -> {
            if (key.startsWith("event-bus.")) {
              append.set(key, value);
            }
          });
      long number = Long.parseLong(last.get("event-bus.commit-number"));
      append
          .set("event-bus.commit-id", "by hand")
          .set("event-bus.commit-number", Long.toString(number + 1))
          .set("event-bus.ledger", "1 " + number + " 0 ")
          .set("event-bus.position." + shard, sequence)
          .commit();
    }
  }

  /**
   * The files of the table's newest snapshot, where S3 keeps them on this machine's disk; none
   * while there is no table.
   */
  static List<String> dataFiles(LocalRun run, String name) throws IOException {
    List<String> files = new ArrayList<>();
    try (JdbcCatalog catalog = open(run)) {
      if (!catalog.tableExists(TableIdentifier.parse(name))) {
        return files;
      }
      Table table = catalog.loadTable(TableIdentifier.parse(name));
      try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
        for (FileScanTask task : tasks) {
          files.add(onDisk(run, task.file().location()));
        }
      }
      return files;
    }
  }

  /** The S3 server keeps an object as one file whose path ends in bucket and key. */
  private static String onDisk(LocalRun run, String location) {
    Path tail = Path.of(location.substring("s3://".length()));
    try (var walk = Files.walk(run.data().resolve("aws"))) {
      return walk.filter(path -> path.endsWith(tail)).findFirst().orElseThrow().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
