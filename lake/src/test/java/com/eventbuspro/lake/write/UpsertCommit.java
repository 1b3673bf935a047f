package com.eventbuspro.lake.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.deletes.PositionDelete;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.types.Types;

/**
 * What Flink's Iceberg sink commits at a checkpoint: the rows; the keys whose earlier rows go,
 * since any may be there; and the places of rows of this checkpoint that were revised in it.
 */
final class UpsertCommit {
  static final Schema SCHEMA =
      new Schema(
          Types.NestedField.optional(1, "key", Types.StringType.get()),
          Types.NestedField.optional(2, "value", Types.LongType.get()));

  private final Table table;
  private final Schema keys;
  private final List<Record> rows = new ArrayList<>();
  private final Map<String, Long> places = new HashMap<>();
  private final Set<String> deleted = new LinkedHashSet<>();
  private final List<Long> revised = new ArrayList<>();

  UpsertCommit(Table table) {
    this.table = table;
    this.keys = table.schema().select("key");
  }

  void put(String key, long value) {
    delete(key);
    add(key, value);
  }

  void add(String key, long value) {
    places.put(key, (long) rows.size());
    GenericRecord row = GenericRecord.create(table.schema());
    row.setField("key", key);
    row.setField("value", value);
    rows.add(row);
  }

  void delete(String key) {
    Long place = places.remove(key);
    if (place != null) {
      revised.add(place);
    }
    deleted.add(key);
  }

  void commit() {
    GenericFileWriterFactory writers =
        new GenericFileWriterFactory.Builder(table)
            .dataSchema(table.schema())
            .dataFileFormat(FileFormat.PARQUET)
            .deleteFileFormat(FileFormat.PARQUET)
            .equalityFieldIds(new int[] {table.schema().findField("key").fieldId()})
            .equalityDeleteRowSchema(keys)
            .build();
    RowDelta delta = table.newRowDelta();
    EncryptedOutputFile data = file("data");
    if (!rows.isEmpty()) {
      DataWriter<Record> writer = writers.newDataWriter(data, table.spec(), null);
      rows.forEach(writer::write);
      close(writer);
      delta.addRows(writer.toDataFile());
    }
    if (!deleted.isEmpty()) {
      EqualityDeleteWriter<Record> writer =
          writers.newEqualityDeleteWriter(file("keys"), table.spec(), null);
      for (String key : deleted) {
        GenericRecord row = GenericRecord.create(keys);
        row.setField("key", key);
        writer.write(row);
      }
      close(writer);
      delta.addDeletes(writer.toDeleteFile());
    }
    if (!revised.isEmpty()) {
      PositionDeleteWriter<Record> writer =
          writers.newPositionDeleteWriter(file("places"), table.spec(), null);
      revised.stream()
          .sorted()
          .forEach(
              place ->
                  writer.write(
                      PositionDelete.<Record>create()
                          .set(data.encryptingOutputFile().location(), place)));
      close(writer);
      delta.addDeletes(writer.toDeleteFile());
    }
    delta.commit();
  }

  /** What a read gives, by key. */
  static Map<String, Long> rows(Table table) {
    Map<String, Long> rows = new TreeMap<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
      for (Record row : records) {
        assertThat(rows.put((String) row.get(0), (Long) row.get(1))).as("%s twice", row).isNull();
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EncryptedOutputFile file(String what) {
    return EncryptedFiles.plainAsEncryptedOutput(
        table
            .io()
            .newOutputFile(
                table
                    .locationProvider()
                    .newDataLocation(UUID.randomUUID() + "-" + what + ".parquet")));
  }

  private static void close(Closeable writer) {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
