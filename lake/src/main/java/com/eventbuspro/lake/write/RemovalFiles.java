package com.eventbuspro.lake.write;

import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.lake.table.LakeSchemas;
import com.eventbuspro.model.position.ShardId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.parquet.Parquet;

/**
 * The records that the next commit takes out of quarantine, as equality deletes on shard and
 * sequence number, a file for each day of arrival. By equality and not by place, so that they hold
 * however the quarantine table's files are rewritten between decision and following.
 */
final class RemovalFiles {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private final Table table;
  private final Schema keys;
  private final Map<Integer, List<Record>> days = new TreeMap<>();
  private final List<String> begun = new ArrayList<>();
  private long rows;

  RemovalFiles(Table quarantine) {
    this.table = quarantine;
    this.keys = quarantine.schema().select(Envelope.SHARD, Envelope.SEQUENCE);
  }

  /** The field ids by which a record of the quarantine table is told from all others. */
  static int[] keyIds(Table quarantine) {
    return new int[] {
      quarantine.schema().findField(Envelope.SHARD).fieldId(),
      quarantine.schema().findField(Envelope.SEQUENCE).fieldId()
    };
  }

  void add(ShardId shard, String sequence, long arrivalMicros) {
    GenericRecord key = GenericRecord.create(keys);
    key.setField(Envelope.SHARD, shard.value());
    key.setField(Envelope.SEQUENCE, sequence);
    int day = (int) Math.floorDiv(arrivalMicros, MICROS_PER_DAY);
    days.computeIfAbsent(day, none -> new ArrayList<>()).add(key);
    rows++;
  }

  long rows() {
    return rows;
  }

  int days() {
    return days.size();
  }

  /** Writes the files, and gives them away: from here on whoever took them answers for them. */
  List<DeleteFile> take() {
    List<DeleteFile> taken = new ArrayList<>();
    days.forEach((day, records) -> taken.add(write(day, records)));
    clear();
    return taken;
  }

  private DeleteFile write(int day, List<Record> records) {
    PartitionSpec spec = LakeSchemas.byDayOfArrival(table);
    PartitionData partition = new PartitionData(spec.partitionType());
    partition.set(0, day);
    String path =
        table.locationProvider().newDataLocation(spec, partition, UUID.randomUUID() + ".parquet");
    begun.add(path);
    try (EqualityDeleteWriter<Record> writer =
        Parquet.writeDeletes(table.io().newOutputFile(path))
            .forTable(table)
            .rowSchema(keys)
            .withSpec(spec)
            .withPartition(partition)
            .equalityFieldIds(keyIds(table))
            .createWriterFunc(GenericParquetWriter::create)
            .buildEqualityWriter()) {
      writer.write(records);
      writer.close();
      return writer.toDeleteFile();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  /** Deletes every file that was begun and not taken. */
  void discard() {
    RowFiles.delete(table, begun);
    clear();
  }

  private void clear() {
    days.clear();
    begun.clear();
    rows = 0;
  }
}
