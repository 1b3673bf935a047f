package com.eventbuspro.transform.source;

import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.transform.source.FilesReader.Rows;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.flink.source.IcebergSource;
import org.apache.iceberg.flink.source.reader.ColumnStatsWatermarkExtractor;
import org.jspecify.annotations.Nullable;

/** How the files of history are read, by Iceberg's own reader; travels to where Flink does so. */
final class HistoryFiles implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HistoryColumns columns;
  private final HistoryColumns columnsWithPlaces;
  private final IcebergSource<RowData> files;
  private final IcebergSource<RowData> filesWithPlaces;
  private final String time;

  private HistoryFiles(
      HistoryColumns columns,
      HistoryColumns columnsWithPlaces,
      IcebergSource<RowData> files,
      IcebergSource<RowData> filesWithPlaces,
      String time) {
    this.columns = columns;
    this.columnsWithPlaces = columnsWithPlaces;
    this.files = files;
    this.filesWithPlaces = filesWithPlaces;
    this.time = time;
  }

  /**
   * Files of a table.
   *
   * @param since what arrived before is left out; null if nothing is
   * @throws com.eventbuspro.lake.LakeException {@code SCHEMA_BEHIND} if it lacks a column
   */
  static HistoryFiles of(
      EventTypeRead read, LakeAccess lake, Table table, @Nullable Instant since) {
    HistoryColumns plain = HistoryColumns.of(read.columns(), since, Rows.ALL);
    HistoryColumns places = HistoryColumns.of(read.columns(), since, Rows.BEYOND_POSITIONS);
    return new HistoryFiles(
        plain,
        places,
        source(read, lake, plain.resolve(read.columns(), table), since),
        source(read, lake, places.resolve(read.columns(), table), since),
        SchemaParser.toJson(new Schema(table.schema().findField(Envelope.TIME))));
  }

  private static IcebergSource<RowData> source(
      EventTypeRead read, LakeAccess lake, Schema columns, @Nullable Instant since) {
    IcebergSource.Builder<RowData> source =
        IcebergSource.forRowData()
            .tableLoader(new LakeTableLoader(lake, read.eventType()))
            .project(columns);
    if (since != null) {
      source.filters(
          List.of(
              Expressions.greaterThanOrEqual(
                  Envelope.INGESTED_AT, ChronoUnit.MICROS.between(Instant.EPOCH, since))));
    }
    return source.build();
  }

  FilesLeft left() {
    return new FilesLeft(times());
  }

  private ColumnStatsWatermarkExtractor times() {
    return new ColumnStatsWatermarkExtractor(
        SchemaParser.fromJson(time), Envelope.TIME, TimeUnit.MICROSECONDS);
  }

  Supplier<FilesReader> rounds(
      SourceReaderContext context, RowGate gate, EventTypeRead read, LakeAccess lake) {
    Counter counted = context.metricGroup().counter(SourceMetrics.HISTORY_ROWS);
    return () ->
        new FilesReader(
            context,
            rows ->
                new HistoryReader(
                    (rows == Rows.ALL ? files : filesWithPlaces).createReader(context),
                    rows == Rows.ALL ? columns : columnsWithPlaces,
                    read.narrowing(),
                    gate,
                    new RowFinder(new LakeTableLoader(lake, read.eventType())),
                    counted,
                    times(),
                    read.outOfOrderness().toMillis()));
  }
}
