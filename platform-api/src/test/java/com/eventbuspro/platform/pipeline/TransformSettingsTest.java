package com.eventbuspro.platform.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.PlatformSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class TransformSettingsTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Enabled.class);

  @EnableConfigurationProperties({TransformSettings.class, PlatformSettings.class})
  static class Enabled {}

  @Test
  void everything_has_a_default_but_the_secret() {
    runner.run(
        context -> {
          TransformSettings settings = context.getBean(TransformSettings.class);
          assertThat(settings.at("/v1/validate")).hasToString("http://127.0.0.1:8082/v1/validate");
          assertThat(settings.secret()).isNull();
          assertThat(settings.answerWait()).isEqualTo(Duration.ofSeconds(45));
          assertThat(settings.previewWait()).isEqualTo(Duration.ofMinutes(2));
        });
  }

  @Test
  void everything_can_be_set_by_environment_variables_beside_those_of_the_transform_runner() {
    Map<String, Object> variables =
        Map.of(
            "EBP_TRANSFORM_URL", "http://runner:1/below/",
            "EBP_TRANSFORM_SECRET", "hush",
            "EBP_TRANSFORM_ANSWER_WAIT", "1s",
            "EBP_TRANSFORM_PREVIEW_WAIT", "3s",
            "EBP_TRANSFORM_FLINK_ADDRESS", "http://flink:8081");
    runner
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .replace(
                        "systemEnvironment",
                        new SystemEnvironmentPropertySource("systemEnvironment", variables)))
        .run(
            context -> {
              TransformSettings settings = context.getBean(TransformSettings.class);
              assertThat(settings.at("/v1/x")).hasToString("http://runner:1/below/v1/x");
              assertThat(settings.secret()).isEqualTo("hush");
              assertThat(settings.answerWait()).isEqualTo(Duration.ofSeconds(1));
              assertThat(settings.previewWait()).isEqualTo(Duration.ofSeconds(3));
              assertThat(settings.toString()).doesNotContain("hush");
              assertThat(context.getBean(PlatformSettings.class).toString()).doesNotContain("hush");
            });
  }

  @Test
  void in_a_file_the_secret_is_not_shown_either() {
    runner
        .withPropertyValues("ebp.transform.secret=hush", "ebp.transform.slots=3")
        .run(
            context -> {
              assertThat(context.getBean(TransformSettings.class).secret()).isEqualTo("hush");
              assertThat(context.getBean(PlatformSettings.class).toString()).doesNotContain("hush");
            });
  }
}
