package com.eventbuspro.provisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.provisioner.retention.GuardPolicy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ProvisionerPropertiesTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void defaultsAreTheDocumentedOnes() {
    runner.run(
        context ->
            assertThat(context.getBean(ProvisionerProperties.class))
                .isEqualTo(
                    new ProvisionerProperties(
                        8,
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(500),
                        Duration.ofMinutes(5),
                        1,
                        Duration.ofSeconds(20),
                        9250,
                        "127.0.0.1",
                        GuardPolicy.Mode.ON,
                        Duration.ofHours(8760),
                        Duration.ofHours(6))));
  }

  @Test
  void everyKeyIsHeard() {
    runner
        .withPropertyValues(
            "ebp.provisioner.threads=3",
            "ebp.provisioner.poll=2s",
            "ebp.provisioner.recheck=1m",
            "ebp.provisioner.lease=40s",
            "ebp.provisioner.visible-within=5s",
            "ebp.provisioner.first-retry=1s",
            "ebp.provisioner.slowest-retry=1h",
            "ebp.provisioner.aws-rate-share=0.5",
            "ebp.provisioner.stop-within=9s",
            "ebp.provisioner.metrics-port=9300",
            "ebp.provisioner.metrics-host=0.0.0.0",
            "ebp.provisioner.retention-guard=off",
            "ebp.provisioner.retention-guard-longest=100h",
            "ebp.provisioner.retention-guard-calm=2h")
        .run(
            context ->
                assertThat(context.getBean(ProvisionerProperties.class))
                    .isEqualTo(
                        new ProvisionerProperties(
                            3,
                            Duration.ofSeconds(2),
                            Duration.ofMinutes(1),
                            Duration.ofSeconds(40),
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(1),
                            Duration.ofHours(1),
                            0.5,
                            Duration.ofSeconds(9),
                            9300,
                            "0.0.0.0",
                            GuardPolicy.Mode.OFF,
                            Duration.ofHours(100),
                            Duration.ofHours(2))));
  }

  @Test
  void environmentVariablesAreHeardUnderTheirDocumentedNames() {
    Map<String, Object> variables =
        Map.of(
            "EBP_PROVISIONER_AWS_RATE_SHARE", "100",
            "EBP_PROVISIONER_RECHECK", "1m",
            "EBP_PROVISIONER_LEASE", "40s",
            "EBP_PROVISIONER_METRICS_PORT", "9300",
            "EBP_PROVISIONER_RETENTION_GUARD", "off",
            "EBP_PROVISIONER_RETENTION_GUARD_LONGEST", "168h",
            "EBP_PROVISIONER_RETENTION_GUARD_CALM", "1h",
            "EBP_AWS_S3_ENDPOINT", "http://localhost:4567",
            "EBP_LAKE_WAREHOUSE", "s3://mine/x");
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
              ProvisionerProperties properties = context.getBean(ProvisionerProperties.class);
              assertThat(properties.awsRateShare()).isEqualTo(100);
              assertThat(properties.recheck()).isEqualTo(Duration.ofMinutes(1));
              assertThat(properties.lease()).isEqualTo(Duration.ofSeconds(40));
              assertThat(properties.metricsPort()).isEqualTo(9300);
              assertThat(properties.guard())
                  .isEqualTo(
                      new GuardPolicy(
                          GuardPolicy.Mode.OFF, Duration.ofHours(168), Duration.ofHours(1)));
              InstallationSettings settings = context.getBean(InstallationSettings.class);
              assertThat(settings.aws().s3Endpoint()).hasToString("http://localhost:4567");
              assertThat(settings.lakeBucket()).isEqualTo("mine");
            });
  }

  @Test
  void anUnknownKeyStopsTheStart() {
    runner
        .withPropertyValues("ebp.provisioner.thraeds=3")
        .run(context -> assertThat(context).getFailure().hasStackTraceContaining("thraeds"));
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    runner
        .withPropertyValues("ebp.provisioner.threads=0", "ebp.provisioner.lease=1s")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("threads must be 1 to 64, not 0; lease must be"));
  }

  @Test
  void theWarehouseNamesTheBucket() {
    InstallationSettings.Aws aws =
        new InstallationSettings.Aws("us-east-1", null, null, null, null);
    assertThat(
            new InstallationSettings("prod", aws, new InstallationSettings.Lake(null, Map.of()))
                .lakeBucket())
        .isEqualTo("ebp-prod-lake");
    assertThat(
            new InstallationSettings(
                    "prod", aws, new InstallationSettings.Lake("s3://mine/x", Map.of()))
                .lakeBucket())
        .isEqualTo("mine");
    assertThatThrownBy(
            () ->
                new InstallationSettings(
                        "prod", aws, new InstallationSettings.Lake("/tmp/x", Map.of()))
                    .lakeBucket())
        .hasMessageContaining("s3://bucket/warehouse");
  }

  @Configuration
  @EnableConfigurationProperties({ProvisionerProperties.class, InstallationSettings.class})
  static class Settings {}
}
