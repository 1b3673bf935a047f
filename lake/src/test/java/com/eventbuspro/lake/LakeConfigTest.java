package com.eventbuspro.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LakeConfigTest {

  @Test
  void showsNoSecret() {
    LakeConfig config =
        LakeConfig.jdbc("jdbc:postgresql://db/x", "ebp", "hunter2", "s3://lake/warehouse")
            .withS3("eu-west-1", URI.create("http://127.0.0.1:4567"))
            .withS3Keys("AKIA", "very-secret");

    assertThat(config.toString()).doesNotContain("hunter2", "very-secret").contains("s3.endpoint");
    assertThat(config.properties()).containsEntry("s3.path-style-access", "true");
  }

  @Test
  void waitsForAnAnswerOfTheDatabaseForAWhileOnly() {
    assertThat(
            LakeConfig.jdbc("jdbc:postgresql://db/x", "ebp", "secret", "s3://lake/warehouse")
                .properties())
        .containsEntry("jdbc.socketTimeout", "20");
  }

  @Test
  void wantsToKnowWhichCatalog() {
    assertThatThrownBy(() -> LakeConfig.of(Map.of("warehouse", "s3://lake")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("catalog-impl");
  }
}
