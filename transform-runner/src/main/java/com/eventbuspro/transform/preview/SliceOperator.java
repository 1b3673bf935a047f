package com.eventbuspro.transform.preview;

import com.eventbuspro.model.EventTypeName;
import java.util.concurrent.atomic.LongAdder;
import javax.crypto.Mac;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a file's rows the rows that SQL sees: those that are in the slice, the columns that are
 * wanted, personal data masked.
 *
 * <p>Iceberg says of a file that its time is that of the earliest row in it. To Flink a watermark
 * says that no such row comes any more; so that the earliest is not late, it must be one less.
 */
final class SliceOperator extends AbstractStreamOperator<RowData>
    implements OneInputStreamOperator<RowData, RowData> {
  private static final long serialVersionUID = 1L;
  private static final int MICROS = 6;

  private final String session;
  private final String eventType;
  private final String place;
  private final SliceColumns columns;
  private final long fromMicros;
  private transient @Nullable LongAdder counter;
  private transient @Nullable Mac hash;

  SliceOperator(
      PreviewSession session,
      EventTypeName eventType,
      String place,
      SliceColumns columns,
      long fromMicros) {
    this.session = session.id();
    this.eventType = eventType.toString();
    this.place = place;
    this.columns = columns;
    this.fromMicros = fromMicros;
  }

  @Override
  public void open() throws Exception {
    super.open();
    PreviewSession open = PreviewSession.find(session);
    counter = open.counter(EventTypeName.parse(eventType), place);
    hash = Masking.hash(open.key());
  }

  @Override
  public void processElement(StreamRecord<RowData> element) {
    LongAdder count = counter;
    Mac masking = hash;
    if (count == null || masking == null) {
      throw new IllegalStateException("The operator was not opened");
    }
    RowData row = element.getValue();
    if (columns.arrival() >= 0
        && micros(row.getTimestamp(columns.arrival(), MICROS)) < fromMicros) {
      return;
    }
    count.increment();
    GenericRowData wanted = columns.wanted(row, masking);
    output.collect(element.replace(wanted));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    super.processWatermark(
        mark.getTimestamp() == Long.MAX_VALUE ? mark : new Watermark(mark.getTimestamp() - 1));
  }

  private static long micros(TimestampData time) {
    return time.getMillisecond() * 1000 + time.getNanoOfMillisecond() / 1000;
  }
}
