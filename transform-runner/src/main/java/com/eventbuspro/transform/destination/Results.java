package com.eventbuspro.transform.destination;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * A destination, ready to take results.
 *
 * @param row what rows must look like; where it is wider than the result, Flink widens
 * @param key the columns that tell rows apart; empty when rows are only added
 * @param writing writes
 */
public record Results(RowType row, List<String> key, Writing writing) {
  public Results {
    key = List.copyOf(key);
  }

  /** Writes a stream of results. */
  public interface Writing extends Serializable {
    /** Adds the operators that write. They have uids of their own. */
    DataStreamSink<?> write(DataStream<RowData> results);
  }
}
