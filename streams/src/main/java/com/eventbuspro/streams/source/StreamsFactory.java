package com.eventbuspro.streams.source;

import com.eventbuspro.streams.AwsConnection;
import com.eventbuspro.streams.Streams;
import com.eventbuspro.streams.kinesis.KinesisStreams;
import java.io.Serializable;

/** Opens streams wherever Flink runs a part of the source. */
public interface StreamsFactory extends Serializable {
  /** A new client; whoever opened it closes it. */
  Streams open();

  /** Streams on Amazon Kinesis. */
  static StreamsFactory kinesis(AwsConnection connection) {
    return () -> KinesisStreams.connect(connection);
  }
}
