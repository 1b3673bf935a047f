package com.eventbuspro.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalAwsMainTest {
  @Test
  void hasDefaults() {
    LocalAwsConfig config = LocalAwsMain.parse(List.of());
    assertThat(config.port()).isEqualTo(4566);
    assertThat(config.s3Port()).isEqualTo(4567);
    assertThat(config.kinesisLimits()).isEqualTo(KinesisLimits.OFF);
    assertThat(config.durability()).isEqualTo(Durability.PROCESS_CRASH);
    assertThat(config.address().isLoopbackAddress()).isTrue();
    assertThat(config.dataDirectory()).isEqualTo(Path.of(".data/aws").toAbsolutePath());
  }

  @Test
  void takesEveryOption() {
    LocalAwsConfig config =
        LocalAwsMain.parse(
            List.of(
                "--port",
                "0",
                "--s3-port",
                "7",
                "--data-dir",
                "/tmp/x",
                "--enforce-limits",
                "--fsync"));
    assertThat(config.port()).isZero();
    assertThat(config.s3Port()).isEqualTo(7);
    assertThat(config.kinesisLimits()).isEqualTo(KinesisLimits.AWS);
    assertThat(config.durability()).isEqualTo(Durability.POWER_LOSS);
    assertThat(config.dataDirectory()).isEqualTo(Path.of("/tmp/x"));
  }

  @Test
  void saysWhichArgumentIsWrong() {
    for (List<String> args :
        List.of(
            List.of("--port"),
            List.of("--port", "x"),
            List.of("--port", "--fsync"),
            List.of("--s3-port", "65536"),
            List.of("serve"))) {
      assertThatThrownBy(() -> LocalAwsMain.parse(args))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching(".*(port|s3Port|serve).*");
    }
  }
}
