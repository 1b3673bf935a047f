package com.eventbuspro.transform.destination;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.streams.source.StreamsFactory;
import com.eventbuspro.transform.rejected.Rejections;
import java.time.Clock;
import java.util.Objects;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * Writes results that only grow as events of a derived type into its stream: at least once, since a
 * checkpoint is complete only when the stream has taken all that came before it. An event that
 * comes twice has the same id each time.
 */
public final class EventTypeSink implements Sink<RowData> {
  private static final long serialVersionUID = 1L;

  private final StreamsFactory streams;
  private final String stream;
  private final String type;
  private final int version;
  private final String document;
  private final @Nullable String timeProperty;
  private final @Nullable String partitionKey;
  private final EventLayout layout;
  private final Rejections rejections;

  /**
   * A sink.
   *
   * @param streams travels to where results are written
   * @param stream the event type's stream
   * @param schema the schema version to write
   * @param timeProperty the property that holds the event time, or null
   * @param partitionKey a JSON Pointer to the partition key, or null
   * @param row what results look like
   * @param rejections where results go that are no valid events
   * @throws IllegalArgumentException if the event type has no property for a column
   */
  public EventTypeSink(
      StreamsFactory streams,
      String stream,
      EventTypeName type,
      EventSchema schema,
      @Nullable String timeProperty,
      @Nullable String partitionKey,
      RowType row,
      Rejections rejections) {
    this.streams = Objects.requireNonNull(streams, "streams");
    this.stream = Objects.requireNonNull(stream, "stream");
    this.type = type.toString();
    this.version = schema.version();
    this.document = schema.document();
    this.timeProperty = timeProperty;
    this.partitionKey = partitionKey;
    this.layout = EventLayout.of(row, type, schema);
    this.rejections = Objects.requireNonNull(rejections, "rejections");
  }

  @Override
  public SinkWriter<RowData> createWriter(WriterInitContext context) {
    EventEncoder encoder =
        new EventEncoder(
            EventTypeName.parse(type),
            rejections.pipeline(),
            layout,
            EventSchema.parse(version, document),
            timeProperty,
            partitionKey,
            Clock.systemUTC()::instant);
    return new EventTypeWriter(
        encoder,
        streams.open(),
        stream,
        new RejectedResults(
            rejections, type, context.metricGroup().counter(RejectedResults.METRIC)),
        context.getProcessingTimeService());
  }
}
