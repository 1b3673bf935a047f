package com.eventbuspro.transform.runner;

import com.eventbuspro.dataplane.PlatformAccess;
import com.eventbuspro.dataplane.SettingsReader;
import com.eventbuspro.dataplane.metrics.MetricsEndpoint;
import com.eventbuspro.transform.http.Secret;
import com.eventbuspro.transform.runner.TransformConfig.Embedded;
import com.eventbuspro.transform.runner.TransformConfig.Webhooks;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@link TransformConfig} from environment variables. */
final class TransformSettings {
  private static final List<String> OF_OTHERS =
      List.of(
          "EBP_HTTP_",
          "EBP_DEMO_",
          "EBP_LIMITS_",
          "EBP_STREAM_WAIT",
          "EBP_PROVISIONER_",
          "EBP_PLATFORM_",
          "EBP_SINK_",
          "EBP_TRANSFORM_URL",
          "EBP_TRANSFORM_ANSWER_WAIT",
          "EBP_TRANSFORM_PREVIEW_WAIT");
  // Half a checkpoint's interval is what a lake table lags on average.
  private static final String CHECKPOINT_SECONDS = "10";

  private final SettingsReader settings;

  TransformSettings(Map<String, String> variables) {
    this.settings = new SettingsReader("the transform-runner", variables, OF_OTHERS);
  }

  TransformConfig read() {
    PlatformAccess platform = settings.platform();
    InetSocketAddress http = settings.attempt(this::http);
    Secret secret = settings.attempt(() -> new Secret(settings.required("EBP_TRANSFORM_SECRET")));
    URI checkpoints =
        settings.parsed(
            "EBP_TRANSFORM_CHECKPOINTS",
            ".data/transform-runner/checkpoints",
            TransformSettings::folder);
    Duration interval =
        settings.parsed(
            "EBP_TRANSFORM_CHECKPOINT_SECONDS",
            CHECKPOINT_SECONDS,
            text -> Duration.ofSeconds(Integer.parseInt(text)));
    Integer parallelism = number("EBP_TRANSFORM_MAX_PARALLELISM", "8");
    Integer slots = number("EBP_TRANSFORM_SLOTS", "32");
    Integer managed = number("EBP_TRANSFORM_MANAGED_MEGABYTES", "256");
    Integer network = number("EBP_TRANSFORM_NETWORK_MEGABYTES", "64");
    URI flink = settings.uri("EBP_TRANSFORM_FLINK_ADDRESS");
    Webhooks webhooks =
        settings.parsed(
            "EBP_TRANSFORM_WEBHOOKS_TO_PRIVATE", "off", TransformSettings::toPrivateNetworks);
    MetricsEndpoint.Address metrics = settings.metrics("EBP_TRANSFORM_METRICS", "9251");
    return settings.finish(
        () ->
            new TransformConfig(
                known(platform),
                known(http),
                known(secret),
                known(checkpoints),
                known(interval),
                known(parallelism),
                new Embedded(known(slots), known(managed), known(network)),
                flink,
                known(webhooks),
                known(metrics)));
  }

  private @Nullable Integer number(String key, String otherwise) {
    return settings.parsed(key, otherwise, Integer::valueOf);
  }

  private InetSocketAddress http() {
    String host = settings.text("EBP_TRANSFORM_HTTP_HOST", "127.0.0.1");
    Integer port = number("EBP_TRANSFORM_HTTP_PORT", "8082");
    if (port == null) {
      throw new IllegalArgumentException("EBP_TRANSFORM_HTTP_PORT must be a port");
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException(
          "EBP_TRANSFORM_HTTP_HOST is not a name or address of this machine: '" + host + "'");
    }
    return address;
  }

  /** A URI as it is; else a folder of this machine. */
  private static URI folder(String text) {
    return text.matches("[a-z][a-z0-9+.-]+:.*")
        ? URI.create(text)
        : Path.of(text).toAbsolutePath().normalize().toUri();
  }

  private static Webhooks toPrivateNetworks(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "on" -> Webhooks.ANYWHERE;
      case "off" -> Webhooks.PUBLIC;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /** What is not known was said to be wrong; this is not called then. */
  private static <T> T known(@Nullable T value) {
    return Objects.requireNonNull(value, "What is wrong was not said");
  }
}
