package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.dataplane.metrics.MetricsEndpoint;
import com.eventbuspro.streams.AwsCredentials;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LakeSinkConfigTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "EBP_DATABASE_URL", "jdbc:postgresql://db/eventbus",
          "EBP_DATABASE_USER", "sink",
          "EBP_DATABASE_PASSWORD", "hunter2");

  @Test
  void theDatabaseIsAllThatMustBeSet() {
    LakeSinkConfig config = LakeSinkConfig.from(LEAST);
    assertThat(config.platform().environment()).isEqualTo("local");
    assertThat(config.platform().aws().region()).isEqualTo("us-east-1");
    assertThat(config.platform().aws().endpoint()).isNull();
    assertThat(config.platform().aws().credentials()).isEqualTo(new AwsCredentials.DefaultChain());
    assertThat(config.platform().warehouse()).isEqualTo("s3://ebp-local-lake/warehouse");
    assertThat(config.directory()).isEqualTo(".data/lake-sink");
    assertThat(config.parallelism()).isEqualTo(2);
    assertThat(config.metrics())
        .isEqualTo(MetricsEndpoint.Address.parse("EBP_SINK_METRICS", "127.0.0.1", "9249"));
    assertThat(config.lake().properties())
        .containsEntry("uri", "jdbc:postgresql://db/eventbus?currentSchema=lake_catalog");
  }

  @Test
  void theJobRunsInThisJvmUnlessAClusterIsNamed() {
    assertThat(RemoteFlink.from(LEAST)).isEmpty();
    Map<String, String> variables = new HashMap<>(LEAST);
    variables.put("EBP_SINK_FLINK_ADDRESS", "http://flink:8081");
    assertThat(RemoteFlink.from(variables))
        .contains(new RemoteFlink(URI.create("http://flink:8081"), RemoteFlink.OnStop.LEAVE));
    variables.put("EBP_SINK_FLINK_ON_STOP", "cancel");
    assertThat(RemoteFlink.from(variables))
        .hasValueSatisfying(
            flink -> assertThat(flink.onStop()).isEqualTo(RemoteFlink.OnStop.CANCEL));
  }

  @Test
  void anAddressThatIsNoClustersRestEndpointIsRefused() {
    for (String address :
        new String[] {"flink:8081", "https://flink:8081", "http://flink", "http://flink:8081/ui"}) {
      Map<String, String> variables = new HashMap<>(LEAST);
      variables.put("EBP_SINK_FLINK_ADDRESS", address);
      variables.put("EBP_SINK_FLINK_ON_STOP", "explode");
      assertThatThrownBy(() -> LakeSinkConfig.from(variables))
          .hasMessageContaining("EBP_SINK_FLINK_ON_STOP cannot be 'explode'");
      variables.remove("EBP_SINK_FLINK_ON_STOP");
      assertThatThrownBy(() -> LakeSinkConfig.from(variables))
          .as(address)
          .hasMessageContaining("EBP_SINK_FLINK_ADDRESS must be the REST endpoint");
    }
  }

  @Test
  void everySettingIsTaken() {
    Map<String, String> variables = new HashMap<>(LEAST);
    variables.put("EBP_ENVIRONMENT", "prod");
    variables.put("EBP_AWS_REGION", "eu-west-1");
    variables.put("EBP_AWS_ENDPOINT", "http://aws:4566");
    variables.put("EBP_AWS_S3_ENDPOINT", "http://aws:4567");
    variables.put("EBP_AWS_ACCESS_KEY_ID", "key");
    variables.put("EBP_AWS_SECRET_ACCESS_KEY", "secret");
    variables.put("EBP_LAKE_CATALOG_CATALOG_IMPL", "x.Glue");
    variables.put("EBP_LAKE_CATALOG_S3__SSE__TYPE", "kms");
    variables.put("EBP_SINK_DIRECTORY", "/var/sink");
    variables.put("EBP_SINK_PARALLELISM", "4");
    variables.put("EBP_SINK_METRICS_HOST", "0.0.0.0");
    variables.put("EBP_SINK_METRICS_PORT", "9300-9309");
    variables.put("EBP_HTTP_PORT", "8080");
    variables.put("PATH", "/bin");
    LakeSinkConfig config = LakeSinkConfig.from(variables);
    assertThat(config.platform().aws().endpoint()).isEqualTo(URI.create("http://aws:4566"));
    assertThat(config.platform().aws().credentials())
        .isEqualTo(new AwsCredentials.Static("key", "secret"));
    assertThat(config.platform().warehouse()).isEqualTo("s3://ebp-prod-lake/warehouse");
    assertThat(config.platform().catalog())
        .isEqualTo(Map.of("catalog-impl", "x.Glue", "s3.sse.type", "kms"));
    assertThat(config.lake().properties())
        .containsEntry("s3.endpoint", "http://aws:4567")
        .containsEntry("s3.access-key-id", "key")
        .containsEntry("warehouse", "s3://ebp-prod-lake/warehouse");
    assertThat(config.directory()).isEqualTo("/var/sink");
    assertThat(config.parallelism()).isEqualTo(4);
    assertThat(config.metrics().host().isAnyLocalAddress()).isTrue();
    assertThat(config.metrics().port()).isEqualTo(9300);
    assertThat(config.metrics().further()).isEqualTo(9);
  }

  @Test
  void everythingWrongIsSaidAtOnce() {
    Map<String, String> variables =
        Map.of(
            "EBP_DATABASE_URL", "jdbc:postgresql://db/eventbus",
            "EBP_AWS_ACCESS_KEY_ID", "key",
            "EBP_SINK_PARALLELISM", "many",
            "EBP_SINK_METRICS_PORT", "9259-9249",
            "EBP_SINK_PARALELISM", "3");
    assertThatThrownBy(() -> LakeSinkConfig.from(variables))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("EBP_DATABASE_USER must be set")
        .hasMessageContaining("EBP_DATABASE_PASSWORD must be set")
        .hasMessageContaining("go together")
        .hasMessageContaining("EBP_SINK_PARALLELISM cannot be 'many'")
        .hasMessageContaining("0 for none, not '9259-9249'")
        .hasMessageContaining("EBP_SINK_PARALELISM is not a setting");
  }

  @Test
  void secretsAreNotShown() {
    Map<String, String> variables = new HashMap<>(LEAST);
    variables.put("EBP_AWS_ACCESS_KEY_ID", "key");
    variables.put("EBP_AWS_SECRET_ACCESS_KEY", "swordfish");
    variables.put("EBP_LAKE_CATALOG_TYPE", "rest");
    variables.put("EBP_LAKE_CATALOG_TOKEN", "open-sesame");
    assertThat(LakeSinkConfig.from(variables).toString())
        .doesNotContain("hunter2", "swordfish", "open-sesame");
  }
}
