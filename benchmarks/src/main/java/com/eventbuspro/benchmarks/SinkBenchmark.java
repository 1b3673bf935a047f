package com.eventbuspro.benchmarks;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeConfig;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.lake.write.CommitOutcome;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.TypeUtil;

/**
 * JSON bytes to committed Iceberg rows, records per second of processor time: the lake sink's
 * decoder and writer, beside the limit (parse and write one Parquet file with nothing around it)
 * and beside Flink's own Iceberg sink. All write the same columns to memory. Each is run twice and
 * the second run counts.
 */
public final class SinkBenchmark {
  private static final int COMMIT_ROWS = 250_000;
  private static final long ARRIVAL_MICROS =
      TimeUnit.MILLISECONDS.toMicros(Sample.ARRIVAL.toEpochMilli());

  private final Sample sample;
  private final EventSchema eventSchema;
  private final long records;

  private SinkBenchmark(Sample sample, long records) {
    this.sample = sample;
    this.eventSchema = sample.schema();
    this.records = records;
  }

  /**
   * Arguments: how many flights, 1,000,000 when not given (heavier events are fewer); one of the
   * samples, all when not given.
   */
  public static void main(String[] arguments) throws Exception {
    long flights = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
    List<Sample> samples =
        arguments.length > 1
            ? List.of(Sample.valueOf(arguments[1].toUpperCase(Locale.ROOT)))
            : List.of(Sample.values());
    for (Sample sample : samples) {
      new SinkBenchmark(sample, sample.count(flights)).run();
    }
  }

  private void run() throws Exception {
    Schema schema = table("limit").schema();
    System.out.printf(
        Locale.ROOT,
        "%s: %,d records of about %d bytes, %d columns%n",
        sample.title(),
        records,
        sample.record(0).length,
        TypeUtil.indexById(schema.asStruct()).values().stream()
            .filter(field -> field.type().isPrimitiveType())
            .count());
    double stock =
        rate(
            "parse + Parquet zstd, one thread, defaults",
            () -> ParquetLimit.write(sample, schema, ParquetLimit.DEFAULTS, records));
    double tuned =
        rate(
            "parse + Parquet zstd, one thread, no dictionary",
            () -> ParquetLimit.write(sample, schema, ParquetLimit.NO_DICTIONARY, records));
    double limit = Math.max(stock, tuned);
    double ours = rate("lake sink: decode, validate, write, commit", this::writeOurs);
    double flink =
        rate("Flink's own Iceberg sink", () -> FlinkPeer.write(sample, table("flink"), records));
    System.out.printf(
        Locale.ROOT, "lake sink / limit (the faster of the first two): %.2f%n", ours / limit);
    System.out.printf(Locale.ROOT, "lake sink / Flink's sink: %.2f%n", ours / flink);
  }

  private interface Work {
    void run() throws Exception;
  }

  private double rate(String name, Work work) throws Exception {
    work.run();
    CpuClock clock = new CpuClock();
    work.run();
    double rate = records / clock.seconds();
    System.out.printf(Locale.ROOT, "%-48s %,10.0f records per core-second%n", name, rate);
    return rate;
  }

  private LakeCatalog catalog;

  /** A new, empty table in a new catalog in memory, as the provisioner makes it. */
  private Table table(String domain) {
    catalog =
        LakeCatalog.open(
            LakeConfig.of(
                Map.of(
                    "catalog-impl",
                    "org.apache.iceberg.inmemory.InMemoryCatalog",
                    "warehouse",
                    "memory://" + domain + System.nanoTime())));
    EventTypeName name = new EventTypeName(domain, sample.title());
    new LakeTables(catalog)
        .create(new TableSpec(name, new TeamName("benchmarks"), List.of(eventSchema)));
    return catalog.load(name);
  }

  private void writeOurs() {
    table("ours");
    EventTypeName name = new EventTypeName("ours", sample.title());
    EventDecoder decoder = EventDecoder.of(name, List.of(eventSchema), sample.timeProperty());
    ShardId shard = new ShardId(Sample.SHARD);
    try (TableWriter writer =
        TableWriter.open(catalog, name, List.of(eventSchema), Clock.systemUTC())) {
      for (long i = 0; i < records; i++) {
        String sequence = Sample.sequence(i);
        Decoded decoded = decoder.decode(sample.record(i), shard, sequence, Sample.ARRIVAL);
        if (!(decoded instanceof Decoded.Event event)) {
          throw new IllegalStateException("A sample was rejected: " + decoded);
        }
        writer.append(shard, sequence, ARRIVAL_MICROS, event);
        if ((i + 1) % COMMIT_ROWS == 0 || i + 1 == records) {
          commit(writer);
        }
      }
    }
  }

  private static void commit(TableWriter writer) {
    if (!(writer.commit() instanceof CommitOutcome.Committed)) {
      throw new IllegalStateException("A commit did not succeed");
    }
  }
}
