package com.eventbuspro.transform.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Test;

class TermsTest {
  private final EmbeddedEngine engine = new EmbeddedEngine(1, 16, 8, Duration.ofHours(1));

  @Test
  void nothingIsSubmittedBeforeTheFirstTerm() {
    assertRefused(engine.term());
  }

  @Test
  void whatWasPreparedBeforeTheLeaseWasLostStartsNoFlink() {
    engine.admit();
    long term = engine.term();
    engine.dropAll();
    assertRefused(term);
    engine.admit();
    assertRefused(term);
  }

  @Test
  void aTermThatIsUnderWayIsNotBegunAnew() {
    Terms terms = new Terms();
    terms.begin();
    long term = terms.number();
    terms.begin();
    terms.require(term);
    assertThat(terms.number()).isEqualTo(term);
  }

  private void assertRefused(long term) {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.fromSequence(1, 2).sinkTo(new DiscardingSink<>());
    StreamGraph graph = environment.getStreamGraph();
    assertThatThrownBy(() -> engine.submit(term, graph, new JobID(), new Restore.Nothing()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("over");
    assertThat(engine.isStarted()).isFalse();
  }
}
