package com.eventbuspro.transform.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.dataplane.Database;
import com.eventbuspro.dataplane.PlatformAccess;
import com.eventbuspro.streams.AwsConnection;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlinkFilesTest {
  private static final URI ENDPOINT = URI.create("http://127.0.0.1:4567");

  @Test
  void aFolderNeedsNothing() {
    assertThatCode(() -> FlinkFiles.prepare(roles(), URI.create("file:///tmp/checkpoints")))
        .doesNotThrowAnyException();
  }

  @Test
  void whereThePluginForS3IsMissingTheErrorSaysWhatToDo() {
    assertThatThrownBy(() -> FlinkFiles.prepare(roles(), URI.create("s3://bucket/checkpoints")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("s3://bucket/checkpoints")
        .hasMessageContaining("flink-s3-fs-hadoop");
  }

  @Test
  void withoutKeysAndEndpointItIsAwsWithTheMachinesRole() {
    assertThat(FlinkFiles.settings(roles()).toMap())
        .containsEntry("s3.endpoint.region", "eu-central-1")
        .containsEntry(
            "s3.aws.credentials.provider", "com.amazonaws.auth.DefaultAWSCredentialsProviderChain")
        .doesNotContainKeys("s3.endpoint", "s3.path.style.access", "s3.access-key");
  }

  @Test
  void withKeysAndEndpointItIsWhereTheLakeIs() {
    assertThat(
            FlinkFiles.settings(
                    platform(AwsConnection.local(ENDPOINT, "us-east-1", "key", "secret"), ENDPOINT))
                .toMap())
        .containsEntry("s3.endpoint", ENDPOINT.toString())
        .containsEntry("s3.path.style.access", "true")
        .containsEntry("s3.access-key", "key")
        .containsEntry("s3.secret-key", "secret");
  }

  private static PlatformAccess roles() {
    return platform(AwsConnection.aws("eu-central-1"), null);
  }

  private static PlatformAccess platform(AwsConnection aws, URI s3Endpoint) {
    return new PlatformAccess(
        "local",
        new Database("jdbc:postgresql://localhost/db", "user", "password"),
        aws,
        s3Endpoint,
        "s3://bucket/warehouse",
        Map.of());
  }
}
