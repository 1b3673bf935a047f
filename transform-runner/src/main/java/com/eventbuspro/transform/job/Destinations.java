package com.eventbuspro.transform.job;

import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.streams.source.StreamsFactory;
import com.eventbuspro.transform.destination.EventTypeSink;
import com.eventbuspro.transform.destination.Fence;
import com.eventbuspro.transform.destination.LakeResults;
import com.eventbuspro.transform.destination.Results;
import com.eventbuspro.transform.destination.SinkResults;
import com.eventbuspro.transform.destination.WebhookSink;
import com.eventbuspro.transform.rejected.Rejections;
import com.eventbuspro.transform.source.LakeAccess;
import com.eventbuspro.transform.sql.CheckedQuery;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeUtils;

/** Makes destinations ready. */
final class Destinations {
  private final LakeAccess lake;
  private final StreamsFactory streams;
  private final Rejections rejections;

  Destinations(LakeAccess lake, StreamsFactory streams, Rejections rejections) {
    this.lake = lake;
    this.streams = streams;
    this.rejections = rejections;
  }

  Results of(JobSpec spec, CheckedQuery query, Fence fence) {
    RowType row = row(query);
    JobOutput output = spec.output();
    if (output instanceof JobOutput.LakeTable table) {
      if (table.key().isEmpty()) {
        query.requireAppend();
      }
      checkKey(table.key(), row);
      return LakeResults.of(
          lake, table.name(), spec.pipeline().toString(), row, table.key(), fence);
    }
    query.requireAppend();
    if (output instanceof JobOutput.EventType derived) {
      return SinkResults.of(
          row,
          new EventTypeSink(
              streams,
              derived.stream(),
              derived.name(),
              derived.schema(),
              derived.timeProperty(),
              derived.partitionKey(),
              row,
              rejections),
          "events-" + derived.name());
    }
    JobOutput.Webhook webhook = (JobOutput.Webhook) output;
    return SinkResults.of(
        row,
        new WebhookSink(
            webhook.url(),
            webhook.secret().value(),
            webhook.reach() == JobOutput.Reach.PUBLIC
                ? WebhookSink.Reach.PUBLIC
                : WebhookSink.Reach.ANYWHERE,
            row,
            rejections),
        "webhook");
  }

  /** What a destination will be like, as far as planning needs it; nothing is made ready. */
  static Results imagined(PipelineDestination destination, CheckedQuery query) {
    List<String> key =
        destination instanceof PipelineDestination.LakeTable table ? table.key() : List.of();
    if (key.isEmpty()) {
      query.requireAppend();
    }
    RowType row = row(query);
    checkKey(key, row);
    List<RowType.RowField> fields =
        row.getFields().stream()
            .map(field -> new RowType.RowField(field.getName(), field.getType().copy(true)))
            .toList();
    return new Results(
        new RowType(false, fields),
        key,
        results -> {
          throw new IllegalStateException("Nothing is written while it is planned");
        });
  }

  private static void checkKey(List<String> key, RowType row) {
    for (String column : key) {
      if (!row.getFieldNames().contains(column)) {
        throw new IllegalArgumentException(
            "The key of the destination has the column "
                + column
                + ", which the result does not have");
      }
    }
  }

  /** That a column is a time attribute is the planner's business. */
  private static RowType row(CheckedQuery query) {
    List<RowType.RowField> fields =
        query.table().getResolvedSchema().getColumns().stream()
            .map(
                column ->
                    new RowType.RowField(
                        column.getName(), plain(column.getDataType().getLogicalType())))
            .toList();
    return new RowType(false, fields);
  }

  private static LogicalType plain(LogicalType type) {
    return LogicalTypeUtils.removeTimeAttributes(type);
  }
}
