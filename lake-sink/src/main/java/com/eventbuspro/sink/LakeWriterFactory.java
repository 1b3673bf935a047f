package com.eventbuspro.sink;

import com.eventbuspro.streams.source.ShardBatch;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes a {@link LakeWriter} where Flink runs it. */
final class LakeWriterFactory extends AbstractStreamOperatorFactory<Void>
    implements OneInputStreamOperatorFactory<ShardBatch, Void> {
  private static final long serialVersionUID = 1L;

  private final LakeSinkConfig config;
  private final String sourceId;

  LakeWriterFactory(LakeSinkConfig config, String sourceId) {
    this.config = config;
    this.sourceId = sourceId;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  @SuppressWarnings({
    "unchecked",
    "TypeParameterUnusedInFormals"
  }) // Flink asks for the one type this factory makes.
  public <T extends StreamOperator<Void>> T createStreamOperator(
      StreamOperatorParameters<Void> parameters) {
    return (T) new LakeWriter(parameters, config, sourceId);
  }

  @Override
  @SuppressWarnings("rawtypes") // As the interface has it.
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return LakeWriter.class;
  }
}
