package com.eventbuspro.sink;

import com.eventbuspro.dataplane.PlatformAccess;
import com.eventbuspro.dataplane.SettingsReader;
import com.eventbuspro.dataplane.metrics.MetricsEndpoint;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@link LakeSinkConfig} from environment variables. */
final class LakeSinkSettings {
  private static final List<String> OF_OTHERS =
      List.of(
          "EBP_HTTP_",
          "EBP_DEMO_",
          "EBP_LIMITS_",
          "EBP_STREAM_WAIT",
          "EBP_PROVISIONER_",
          "EBP_PLATFORM_",
          "EBP_TRANSFORM_");

  private final SettingsReader settings;

  LakeSinkSettings(Map<String, String> variables) {
    this.settings = new SettingsReader("the lake sink", variables, OF_OTHERS);
  }

  LakeSinkConfig read() {
    PlatformAccess platform = settings.platform();
    String directory = settings.text("EBP_SINK_DIRECTORY", ".data/lake-sink");
    Integer parallelism = settings.parsed("EBP_SINK_PARALLELISM", "2", Integer::valueOf);
    MetricsEndpoint.Address metrics = settings.metrics("EBP_SINK_METRICS", "9249");
    var unused = remoteFlink();
    return settings.finish(() -> made(platform, directory, parallelism, metrics));
  }

  private static LakeSinkConfig made(
      @Nullable PlatformAccess platform,
      String directory,
      @Nullable Integer parallelism,
      MetricsEndpoint.@Nullable Address metrics) {
    if (platform == null || parallelism == null || metrics == null) {
      throw new IllegalStateException("What is wrong was not said");
    }
    return new LakeSinkConfig(platform, directory, parallelism, metrics);
  }

  /** The Flink cluster that runs the job, if it is not to run in this JVM. */
  Optional<RemoteFlink> remoteFlink() {
    URI address = settings.uri("EBP_SINK_FLINK_ADDRESS");
    RemoteFlink.OnStop onStop =
        settings.parsed(
            "EBP_SINK_FLINK_ON_STOP",
            "leave",
            text -> RemoteFlink.OnStop.valueOf(text.toUpperCase(Locale.ROOT)));
    return address == null || onStop == null
        ? Optional.empty()
        : Optional.ofNullable(settings.attempt(() -> new RemoteFlink(address, onStop)));
  }
}
