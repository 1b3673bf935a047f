package com.eventbuspro.sink;

import com.eventbuspro.streams.source.ShardBatch;
import com.eventbuspro.streams.source.Spread;
import com.eventbuspro.streams.source.StreamsFactory;
import com.eventbuspro.streams.source.StreamsSource;
import com.eventbuspro.streams.source.Tuning;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job: source and writers in one chain, the same wherever it runs. */
final class LakeJob {
  private LakeJob() {}

  /** Adds the job to an environment; answers the source's id. */
  static String build(StreamExecutionEnvironment environment, LakeSinkConfig config) {
    StreamsSource source =
        new StreamsSource(
            StreamsFactory.kinesis(config.platform().aws()),
            new AssignmentDirectory(config),
            Spread.BY_SIZE,
            Tuning.defaults());
    DataStream<ShardBatch> batches =
        environment.fromSource(source, WatermarkStrategy.noWatermarks(), "streams");
    batches.transform("lake", Types.VOID, new LakeWriterFactory(config, source.id()));
    return source.id();
  }
}
