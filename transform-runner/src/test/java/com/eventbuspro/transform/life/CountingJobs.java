package com.eventbuspro.transform.life;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineStart;
import com.eventbuspro.transform.destination.Fence;
import com.eventbuspro.transform.job.BuiltJob;
import com.eventbuspro.transform.job.JobSpec;
import com.eventbuspro.transform.job.Origin;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * Jobs that count, in place of those of SQL. The first word of the SQL and the start are the
 * fingerprint; the source is the same in all that have the same start.
 */
final class CountingJobs implements Jobs {
  private final Configuration flink;
  private final Set<String> pins = ConcurrentHashMap.newKeySet();
  private volatile boolean held;

  CountingJobs(URI checkpoints) {
    this.flink = FlinkJobSettings.of(checkpoints, Duration.ofMillis(200));
    flink.addAll(
        Configuration.fromMap(
            Map.of(
                "execution.checkpointing.min-pause", "50 ms",
                "restart-strategy.exponential-delay.attempts-before-reset-backoff", "1",
                "restart-strategy.exponential-delay.initial-backoff", "50 ms")));
  }

  /** From now on nothing can be made. */
  void hold() {
    held = true;
  }

  void letGo() {
    held = false;
  }

  /** What is pinned and was not let go. */
  Set<String> pins() {
    return pins;
  }

  @Override
  public BuiltJob build(JobSpec spec, Fence fence) {
    return RefusedException.orRefuse(() -> make(spec));
  }

  private BuiltJob make(JobSpec spec) {
    if (held) {
      throw new IllegalStateException("Nothing can be made now");
    }
    if (spec.sql().contains("REFUSED")) {
      throw new LakeException(
          LakeException.Code.SCHEMA_INCOMPATIBLE, "The table has another layout");
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(flink);
    environment.setParallelism(1);
    String fingerprint = fingerprint(spec);
    int schemas =
        spec.inputs().values().stream().mapToInt(input -> input.versions().size()).max().orElse(0);
    environment
        .fromSource(
            new NumberSequenceSource(0, Long.MAX_VALUE - 1),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers from " + start(spec))
        .map(new CountingFunction(spec.pipeline().value(), spec.version(), spec.sql(), schemas))
        .returns(Types.LONG)
        .name("count")
        .uid("count-" + fingerprint)
        .sinkTo(new DiscardingSink<>())
        .name("writer")
        .uid("writer");
    StreamGraph graph = environment.getStreamGraph();
    graph.setJobName(spec.pipeline().value());
    return new BuiltJob(graph, fingerprint);
  }

  @Override
  public String fingerprint(JobSpec spec) {
    return spec.sql().split(" ", 2)[0] + " from " + start(spec);
  }

  private static String start(JobSpec spec) {
    return spec.inputs().values().stream()
        .map(input -> input.origin().start())
        .sorted()
        .collect(Collectors.joining());
  }

  @Override
  public Origin origin(
      EventTypeName eventType, int schemaVersion, PipelineStart start, String pin) {
    pins.add(pin);
    return new Origin(start.toString(), schemaVersion, 1L, pin, Map.of(), 1000);
  }

  @Override
  public void release(EventTypeName eventType, String pin) {
    pins.remove(pin);
  }
}
