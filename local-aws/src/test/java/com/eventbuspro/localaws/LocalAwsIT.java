package com.eventbuspro.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAwsIT {
  @Test
  void aTakenPortIsNamed(@TempDir Path one, @TempDir Path other) {
    try (LocalAws aws = LocalAws.start(LocalAwsConfig.in(one).withPorts(0, 0))) {
      int port = aws.endpoint().getPort();
      LocalAwsConfig same = LocalAwsConfig.in(other).withPorts(port, 0);
      assertThatThrownBy(() -> LocalAws.start(same))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(":" + port)
          .hasMessageContaining("another program");
    }
  }

  @Test
  void aDirectoryIsUsedByOneAtATime(@TempDir Path directory) {
    LocalAwsConfig config = LocalAwsConfig.in(directory).withPorts(0, 0);
    try (LocalAws aws = LocalAws.start(config)) {
      assertThat(aws.config()).isEqualTo(config);
      assertThatThrownBy(() -> LocalAws.start(config))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Another local-aws is running on " + directory);
    }
    LocalAws.start(config).close();
  }

  @Test
  void theRootSecretIsNotShown(@TempDir Path directory) {
    assertThat(
            LocalAwsConfig.in(directory).withRoot(new RootCredentials("id", "hidden")).toString())
        .contains("id")
        .doesNotContain("hidden");
  }
}
