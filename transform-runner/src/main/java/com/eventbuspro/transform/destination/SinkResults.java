package com.eventbuspro.transform.destination;

import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Results that only grow, given to one of our own sinks. */
public final class SinkResults {
  private SinkResults() {}

  /**
   * Results for a sink.
   *
   * @param row what results look like
   * @param uid tells the sink from others of the pipeline's versions
   */
  public static Results of(RowType row, Sink<RowData> sink, String uid) {
    return new Results(row, List.of(), results -> results.sinkTo(sink).uid(uid).name(uid));
  }
}
