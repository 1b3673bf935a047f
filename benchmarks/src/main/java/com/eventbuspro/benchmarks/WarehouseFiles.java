package com.eventbuspro.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/**
 * The lake of a {@code ./run}, read from the disk under its object store, so that looking costs
 * what is measured nothing.
 */
final class WarehouseFiles implements FileIO {
  private static final long serialVersionUID = 1L;
  private static final String BUCKET = "ebp-local-lake";

  private final String objects;

  WarehouseFiles(Path dataDirectory) {
    this.objects = dataDirectory.toAbsolutePath().resolve("aws/s3/objects") + "/";
  }

  /** An event type's table as it is now. */
  Table table(String eventType) throws IOException {
    Path metadata = Path.of(objects, BUCKET, "warehouse", eventType.replace('.', '/'), "metadata");
    try (Stream<Path> files = Files.list(metadata)) {
      Path newest =
          files
              .filter(file -> file.toString().endsWith(".metadata.json"))
              .max(Comparator.comparing(file -> file.getFileName().toString()))
              .orElseThrow();
      return new BaseTable(new StaticTableOperations(newest.toString(), this), eventType);
    }
  }

  @Override
  public InputFile newInputFile(String location) {
    return org.apache.iceberg.Files.localInput(location.replace("s3://", objects));
  }

  @Override
  public OutputFile newOutputFile(String location) {
    throw new UnsupportedOperationException("Nothing is written here");
  }

  @Override
  public void deleteFile(String location) {
    throw new UnsupportedOperationException("Nothing is deleted here");
  }
}
