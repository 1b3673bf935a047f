package com.eventbuspro.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalOptionsTest {

  @Test
  void defaultsAreTheDocumentedOnes() {
    assertThat(LocalOptions.parse(List.of()))
        .isEqualTo(
            new LocalOptions(
                Path.of(".data").toAbsolutePath(),
                8080,
                4566,
                4567,
                15432,
                9249,
                8082,
                null,
                LocalOptions.Start.KEEP));
  }

  @Test
  void everyOptionIsHeard() {
    assertThat(
            LocalOptions.parse(
                List.of(
                    "--fresh",
                    "--port",
                    "1",
                    "--aws-port",
                    "2",
                    "--s3-port",
                    "3",
                    "--postgres-port",
                    "4",
                    "--metrics-port",
                    "5",
                    "--transform-port",
                    "6",
                    "--flink-address",
                    "http://localhost:8081",
                    "--data-dir",
                    "/tmp/x/../y")))
        .isEqualTo(
            new LocalOptions(
                Path.of("/tmp/y"),
                1,
                2,
                3,
                4,
                5,
                6,
                "http://localhost:8081",
                LocalOptions.Start.FRESH));
  }

  @Test
  void aWrongOptionIsNamedAndTheRightOnesAreShown() {
    assertThatThrownBy(() -> LocalOptions.parse(List.of("--prot", "1")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("'--prot'")
        .hasMessageContaining("--port N");
    assertThatThrownBy(() -> LocalOptions.parse(List.of("--port", "70000")))
        .hasMessage("--port needs a number from 1 to 65535, not '70000'.");
    assertThatThrownBy(() -> LocalOptions.parse(List.of("--port")))
        .hasMessageStartingWith("--port needs a value.");
  }
}
