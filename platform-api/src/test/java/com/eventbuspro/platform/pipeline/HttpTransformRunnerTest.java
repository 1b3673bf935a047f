package com.eventbuspro.platform.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.platform.FakeTransformRunner;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class HttpTransformRunnerTest {
  private static final TransformRunner.Question QUESTION =
      new TransformRunner.Question("SELECT 1", PreviewSlice.DEFAULT, 10, false);

  private final FakeTransformRunner fake = new FakeTransformRunner();

  @AfterEach
  void stop() {
    fake.stop();
  }

  private static TransformRunner asking(URI url, @Nullable String secret) {
    JsonMapper json =
        JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
    return new HttpTransformRunner(
        new TransformSettings(url, secret, Duration.ofSeconds(20), Duration.ofMillis(2500)),
        new RunnerJson(json));
  }

  @Test
  void a_transform_runner_that_is_down_is_unavailable() {
    TransformRunner runner = asking(fake.url(), FakeTransformRunner.SECRET);
    assertThat(runner.validate("SELECT 1", null, 1, null).valid()).isTrue();
    fake.stop();

    assertThatThrownBy(() -> runner.validate("SELECT 1", null, 1, null))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> assertThat(e.code()).isEqualTo(ProblemCode.TRANSFORM_RUNNER_UNAVAILABLE))
        .hasMessageContaining("EBP_TRANSFORM_URL");
    assertThatThrownBy(() -> runner.preview(QUESTION, () -> {}))
        .hasMessageContaining("EBP_TRANSFORM_URL");
  }

  @Test
  void another_secret_or_none_is_told_without_the_secret() {
    assertThatThrownBy(() -> asking(fake.url(), "wrong-one").validate("SELECT 1", null, 1, null))
        .hasMessageContaining("EBP_TRANSFORM_SECRET")
        .hasMessageNotContaining("wrong-one");
    assertThatThrownBy(() -> asking(fake.url(), null).validate("SELECT 1", null, 1, null))
        .hasMessageContaining("EBP_TRANSFORM_SECRET");
    assertThat(
            new TransformSettings(fake.url(), "hush", Duration.ofSeconds(1), Duration.ofSeconds(1)))
        .asString()
        .doesNotContain("hush");
  }

  @Test
  void a_listener_that_throws_cancels_the_preview() throws Exception {
    TransformRunner runner = asking(fake.url(), FakeTransformRunner.SECRET);
    fake.slowly("SELECT 1");

    assertThatThrownBy(
            () ->
                runner.preview(
                    QUESTION,
                    () -> {
                      throw new IOException("gone");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("gone");

    assertThat(fake.cancelled("SELECT 1").await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_preview_that_takes_too_long_is_cancelled_and_says_so() throws Exception {
    TransformRunner runner = asking(fake.url(), FakeTransformRunner.SECRET);
    fake.slowly("SELECT 1");
    CountDownLatch told = new CountDownLatch(1);

    Preview preview = runner.preview(QUESTION, told::countDown);

    assertThat(told.getCount()).isZero();
    assertThat(preview.error()).isNotNull();
    assertThat(preview.error().message()).contains("did not answer within");
    assertThat(preview.complete()).isFalse();
    assertThat(fake.cancelled("SELECT 1").await(30, TimeUnit.SECONDS)).isTrue();
  }
}
