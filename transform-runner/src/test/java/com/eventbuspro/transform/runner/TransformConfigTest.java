package com.eventbuspro.transform.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.dataplane.metrics.MetricsEndpoint;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransformConfigTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "EBP_DATABASE_URL", "jdbc:postgresql://db/eventbus",
          "EBP_DATABASE_USER", "transform",
          "EBP_DATABASE_PASSWORD", "hunter2",
          "EBP_TRANSFORM_SECRET", "swordfish-swordfish");

  @Test
  void theDatabaseAndTheSecretAreAllThatMustBeSet() {
    TransformConfig config = TransformConfig.from(LEAST);
    assertThat(config.http().getAddress().isLoopbackAddress()).isTrue();
    assertThat(config.http().getPort()).isEqualTo(8082);
    assertThat(config.checkpoints())
        .isEqualTo(Path.of(".data/transform-runner/checkpoints").toAbsolutePath().toUri());
    assertThat(config.checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.flinkAddress()).isNull();
    assertThat(config.maxParallelism()).isEqualTo(8);
    assertThat(config.embedded()).isEqualTo(new TransformConfig.Embedded(32, 256, 64));
    assertThat(config.webhooks()).isEqualTo(TransformConfig.Webhooks.PUBLIC);
    assertThat(config.metrics())
        .isEqualTo(MetricsEndpoint.Address.parse("EBP_TRANSFORM_METRICS", "127.0.0.1", "9251"));
  }

  @Test
  void everySettingIsTaken() {
    Map<String, String> variables = new HashMap<>(LEAST);
    variables.put("EBP_TRANSFORM_HTTP_HOST", "0.0.0.0");
    variables.put("EBP_TRANSFORM_HTTP_PORT", "18082");
    variables.put("EBP_TRANSFORM_CHECKPOINTS", "s3://bucket/checkpoints");
    variables.put("EBP_TRANSFORM_CHECKPOINT_SECONDS", "30");
    variables.put("EBP_TRANSFORM_MAX_PARALLELISM", "4");
    variables.put("EBP_TRANSFORM_SLOTS", "16");
    variables.put("EBP_TRANSFORM_MANAGED_MEGABYTES", "128");
    variables.put("EBP_TRANSFORM_NETWORK_MEGABYTES", "32");
    variables.put("EBP_TRANSFORM_FLINK_ADDRESS", "http://flink:8081");
    variables.put("EBP_TRANSFORM_WEBHOOKS_TO_PRIVATE", "on");
    variables.put("EBP_TRANSFORM_METRICS_HOST", "0.0.0.0");
    variables.put("EBP_TRANSFORM_METRICS_PORT", "0");
    variables.put("EBP_SINK_PARALLELISM", "3");
    variables.put("EBP_TRANSFORM_URL", "http://here:18082");
    TransformConfig config = TransformConfig.from(variables);
    assertThat(config.http().getAddress().isAnyLocalAddress()).isTrue();
    assertThat(config.http().getPort()).isEqualTo(18082);
    assertThat(config.checkpoints()).isEqualTo(URI.create("s3://bucket/checkpoints"));
    assertThat(config.checkpointInterval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.maxParallelism()).isEqualTo(4);
    assertThat(config.embedded()).isEqualTo(new TransformConfig.Embedded(16, 128, 32));
    assertThat(config.flinkAddress()).isEqualTo(URI.create("http://flink:8081"));
    assertThat(config.webhooks()).isEqualTo(TransformConfig.Webhooks.ANYWHERE);
    assertThat(config.metrics().port()).isZero();
  }

  @Test
  void everythingWrongIsSaidAtOnce() {
    Map<String, String> variables =
        Map.of(
            "EBP_DATABASE_URL", "jdbc:postgresql://db/eventbus",
            "EBP_TRANSFORM_HTTP_PORT", "http",
            "EBP_TRANSFORM_SLOTS", "some",
            "EBP_TRANSFORM_WEBHOOKS_TO_PRIVATE", "perhaps",
            "EBP_TRANSFORM_SLOT", "3");
    assertThatThrownBy(() -> TransformConfig.from(variables))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("EBP_DATABASE_USER must be set")
        .hasMessageContaining("EBP_TRANSFORM_SECRET must be set")
        .hasMessageContaining("EBP_TRANSFORM_HTTP_PORT cannot be 'http'")
        .hasMessageContaining("EBP_TRANSFORM_SLOTS cannot be 'some'")
        .hasMessageContaining("EBP_TRANSFORM_WEBHOOKS_TO_PRIVATE cannot be 'perhaps'")
        .hasMessageContaining("EBP_TRANSFORM_SLOT is not a setting");
  }

  @Test
  void whatCannotWorkIsRefused() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "EBP_TRANSFORM_SECRET", "short",
                "EBP_TRANSFORM_SLOTS", "0",
                "EBP_TRANSFORM_MANAGED_MEGABYTES", "16",
                "EBP_TRANSFORM_MAX_PARALLELISM", "129",
                "EBP_TRANSFORM_CHECKPOINT_SECONDS", "0",
                "EBP_TRANSFORM_FLINK_ADDRESS", "https://flink")
            .entrySet()) {
      Map<String, String> variables = new HashMap<>(LEAST);
      variables.put(wrong.getKey(), wrong.getValue());
      assertThatThrownBy(() -> TransformConfig.from(variables))
          .as(wrong.getKey())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong.getKey() + " must");
    }
  }

  @Test
  void secretsAreNotShown() {
    assertThat(TransformConfig.from(LEAST).toString()).doesNotContain("hunter2", "swordfish");
  }
}
