package com.eventbuspro.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.ResourcePropertySource;
import org.springframework.util.unit.DataSize;

@ExtendWith(OutputCaptureExtension.class)
class PlatformSettingsTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Enabled.class);

  @EnableConfigurationProperties(PlatformSettings.class)
  static class Enabled {}

  @Test
  void everything_has_a_default() {
    runner.run(
        context -> {
          PlatformSettings settings = context.getBean(PlatformSettings.class);
          assertThat(settings.environment()).isEqualTo("local");
          assertThat(settings.httpPort()).isEqualTo(8080);
          assertThat(settings.demoTokensDirectory()).isNull();
          assertThat(settings.limits().publishBody()).isEqualTo(DataSize.ofMegabytes(64));
          assertThat(settings.lakeConfig().properties())
              .containsEntry("warehouse", "s3://ebp-local-lake/warehouse")
              .containsEntry(
                  "uri", "jdbc:postgresql://localhost:5432/eventbus?currentSchema=lake_catalog");
        });
  }

  @Test
  void everything_can_be_set_by_environment_variables() {
    runner
        .withInitializer(
            context -> {
              context
                  .getEnvironment()
                  .getPropertySources()
                  .replace("systemEnvironment", variables());
            })
        .run(
            context -> {
              PlatformSettings settings = context.getBean(PlatformSettings.class);
              assertThat(settings.environment()).isEqualTo("staging");
              assertThat(settings.httpPort()).isEqualTo(81);
              assertThat(settings.database().url()).isEqualTo("jdbc:postgresql://db/x?ssl=true");
              assertThat(settings.demoTokensDirectory()).isEqualTo(Path.of("/tmp/tokens"));
              assertThat(settings.aws().connection().endpoint()).hasToString("http://aws:4566");
              assertThat(settings.lakeConfig().properties())
                  .containsEntry(
                      "uri", "jdbc:postgresql://db/x?ssl=true&currentSchema=lake_catalog")
                  .containsEntry("s3.endpoint", "http://s3:4567")
                  .containsEntry("s3.access-key-id", "key");
            });
  }

  @Test
  void the_frameworks_settings_follow_ours() throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().replace("systemEnvironment", variables());
    environment
        .getPropertySources()
        .addLast(
            new ResourcePropertySource("classpath:/com/eventbuspro/platform/platform.properties"));
    ConfigurationPropertySources.attach(environment);

    assertThat(environment.getProperty("server.port")).isEqualTo("81");
    assertThat(environment.getProperty("spring.datasource.url"))
        .isEqualTo("jdbc:postgresql://db/x?ssl=true");
    assertThat(environment.getProperty("spring.datasource.password")).isEqualTo("hush");
  }

  @Test
  void an_unknown_key_stops_the_start() {
    runner
        .withPropertyValues("ebp.colour=red")
        .run(context -> assertThat(context.getStartupFailure()).hasStackTraceContaining("colour"));
  }

  @Test
  void the_value_of_an_unknown_key_is_not_logged(CapturedOutput output) {
    SpringApplication application = new SpringApplication(Enabled.class);
    application.setWebApplicationType(WebApplicationType.NONE);

    assertThatThrownBy(() -> application.run("--ebp.database.pasword=hush"))
        .hasStackTraceContaining("ebp.database.pasword");
    assertThat(output).contains("no such setting", "ebp.database.pasword").doesNotContain("hush");
  }

  @Test
  void a_wrong_value_stops_the_start() {
    runner
        .withPropertyValues("ebp.environment=Not Valid")
        .run(
            context ->
                assertThat(context.getStartupFailure()).hasStackTraceContaining("environment"));
    runner
        .withPropertyValues("ebp.aws.access-key-id=key")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .hasStackTraceContaining("set both or none"));
  }

  @Test
  void secrets_are_not_shown() {
    runner
        .withPropertyValues(
            "ebp.database.password=hush",
            "ebp.aws.access-key-id=key",
            "ebp.aws.secret-access-key=hush",
            "ebp.lake.catalog.type=rest",
            "ebp.lake.catalog.token=hush")
        .run(
            context ->
                assertThat(context.getBean(PlatformSettings.class).toString())
                    .doesNotContain("hush"));
  }

  private static SystemEnvironmentPropertySource variables() {
    return new SystemEnvironmentPropertySource(
        "systemEnvironment",
        Map.of(
            "EBP_ENVIRONMENT", "staging",
            "EBP_HTTP_PORT", "81",
            "EBP_DATABASE_URL", "jdbc:postgresql://db/x?ssl=true",
            "EBP_DATABASE_PASSWORD", "hush",
            "EBP_AWS_ENDPOINT", "http://aws:4566",
            "EBP_AWS_S3_ENDPOINT", "http://s3:4567",
            "EBP_AWS_ACCESS_KEY_ID", "key",
            "EBP_AWS_SECRET_ACCESS_KEY", "secret",
            "EBP_DEMO_TOKENS_DIRECTORY", "/tmp/tokens"));
  }
}
