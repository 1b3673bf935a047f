package com.eventbuspro.localaws.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.localaws.KinesisLimits;
import com.eventbuspro.localaws.LocalAws;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LocalAwsExtensionTest {
  private static final List<LocalAws> SEEN = new ArrayList<>();

  @RegisterExtension
  static final LocalAwsExtension AWS =
      LocalAwsExtension.with(config -> config.withKinesisLimits(KinesisLimits.AWS));

  @Test
  void givesARunningServer(LocalAws aws) {
    assertThat(aws.endpoint().getPort()).isPositive().isNotEqualTo(4566);
    assertThat(aws.s3Endpoint().getPort()).isPositive().isNotEqualTo(aws.endpoint().getPort());
    assertThat(aws.config().kinesisLimits()).isEqualTo(KinesisLimits.AWS);
    assertThat(aws.config().dataDirectory()).isDirectory();
    SEEN.add(aws);
  }

  @Test
  void givesTheSameToEveryTest(LocalAws aws) {
    SEEN.add(aws);
  }

  @Nested
  class Inside {
    @Test
    void nestedTestsShareItToo(LocalAws aws) {
      SEEN.add(aws);
    }
  }

  @AfterAll
  static void wereAllTheSame() {
    assertThat(SEEN).hasSize(3).containsOnly(SEEN.get(0));
  }
}
