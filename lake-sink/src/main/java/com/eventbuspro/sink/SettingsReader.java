package com.eventbuspro.sink;

import com.eventbuspro.sink.metrics.MetricsEndpoint;
import com.eventbuspro.streams.AwsConnection;
import com.eventbuspro.streams.AwsCredentials;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads {@link LakeSinkConfig} from environment variables, collecting everything that is wrong. */
final class SettingsReader {
  private static final String PREFIX = "EBP_";
  private static final String CATALOG_PREFIX = "EBP_LAKE_CATALOG_";
  // One file of settings may serve all services; these are the others'.
  private static final List<String> OF_OTHERS =
      List.of(
          "EBP_HTTP_",
          "EBP_DEMO_",
          "EBP_LIMITS_",
          "EBP_STREAM_WAIT",
          "EBP_PROVISIONER_",
          "EBP_PLATFORM_");

  private final Map<String, String> variables;
  private final Set<String> unread;
  private final List<String> wrong = new ArrayList<>();

  SettingsReader(Map<String, String> variables) {
    this.variables = variables;
    this.unread = new TreeSet<>(variables.keySet());
    unread.removeIf(key -> !key.startsWith(PREFIX) || OF_OTHERS.stream().anyMatch(key::startsWith));
  }

  LakeSinkConfig read() {
    String environment = text("EBP_ENVIRONMENT", "local");
    LakeSinkConfig.@Nullable Database database =
        attempt(
            () ->
                new LakeSinkConfig.Database(
                    required("EBP_DATABASE_URL"),
                    required("EBP_DATABASE_USER"),
                    required("EBP_DATABASE_PASSWORD")));
    AwsConnection aws = attempt(this::aws);
    URI s3Endpoint = uri("EBP_AWS_S3_ENDPOINT");
    String warehouse = text("EBP_LAKE_WAREHOUSE", "s3://ebp-" + environment + "-lake/warehouse");
    Map<String, String> catalog = catalog();
    String directory = text("EBP_SINK_DIRECTORY", ".data/lake-sink");
    Integer parallelism = parsed("EBP_SINK_PARALLELISM", "2", Integer::valueOf);
    MetricsEndpoint.Address metrics = attempt(this::metrics);
    var unused = remoteFlink();
    unread.forEach(key -> wrong.add(key + " is not a setting of the lake sink"));
    if (wrong.isEmpty()
        && database != null
        && aws != null
        && parallelism != null
        && metrics != null) {
      LakeSinkConfig config =
          attempt(
              () ->
                  new LakeSinkConfig(
                      environment,
                      database,
                      aws,
                      s3Endpoint,
                      warehouse,
                      catalog,
                      directory,
                      parallelism,
                      metrics));
      if (config != null) {
        return config;
      }
    }
    throw new IllegalArgumentException(String.join(System.lineSeparator(), wrong));
  }

  /** The Flink cluster that runs the job, if it is not to run in this JVM. */
  Optional<RemoteFlink> remoteFlink() {
    URI address = uri("EBP_SINK_FLINK_ADDRESS");
    RemoteFlink.OnStop onStop =
        parsed(
            "EBP_SINK_FLINK_ON_STOP",
            "leave",
            text -> RemoteFlink.OnStop.valueOf(text.toUpperCase(Locale.ROOT)));
    return address == null || onStop == null
        ? Optional.empty()
        : Optional.ofNullable(attempt(() -> new RemoteFlink(address, onStop)));
  }

  private AwsConnection aws() {
    String key = text("EBP_AWS_ACCESS_KEY_ID", "");
    String secret = text("EBP_AWS_SECRET_ACCESS_KEY", "");
    if (key.isEmpty() != secret.isEmpty()) {
      throw new IllegalArgumentException(
          "EBP_AWS_ACCESS_KEY_ID and EBP_AWS_SECRET_ACCESS_KEY go together: set both or none");
    }
    AwsCredentials credentials =
        key.isEmpty() ? new AwsCredentials.DefaultChain() : new AwsCredentials.Static(key, secret);
    return new AwsConnection(
        text("EBP_AWS_REGION", "us-east-1"), uri("EBP_AWS_ENDPOINT"), credentials);
  }

  private MetricsEndpoint.Address metrics() {
    return MetricsEndpoint.Address.parse(
        text("EBP_SINK_METRICS_HOST", "127.0.0.1"), text("EBP_SINK_METRICS_PORT", "9249"));
  }

  /** {@code EBP_LAKE_CATALOG_CATALOG_IMPL} is {@code catalog-impl}; dots are written as two. */
  private Map<String, String> catalog() {
    Map<String, String> catalog = new HashMap<>();
    for (String key : variables.keySet()) {
      if (key.startsWith(CATALOG_PREFIX)) {
        String property =
            key.substring(CATALOG_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace("__", ".")
                .replace('_', '-');
        catalog.put(property, text(key, ""));
      }
    }
    return catalog;
  }

  private String text(String key, String otherwise) {
    unread.remove(key);
    String value = variables.get(key);
    return value == null || value.isBlank() ? otherwise : value.strip();
  }

  private String required(String key) {
    String value = text(key, "");
    if (value.isEmpty()) {
      wrong.add(key + " must be set");
    }
    return value;
  }

  private @Nullable URI uri(String key) {
    String value = text(key, "");
    return value.isEmpty() ? null : parsed(key, value, URI::create);
  }

  private <T> @Nullable T parsed(String key, String otherwise, Function<String, T> parse) {
    String value = text(key, otherwise);
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException e) {
      wrong.add(key + " cannot be '" + value + "'");
      return null;
    }
  }

  private <T> @Nullable T attempt(Supplier<T> making) {
    int before = wrong.size();
    try {
      return making.get();
    } catch (IllegalArgumentException e) {
      if (wrong.size() == before) {
        wrong.add(String.valueOf(e.getMessage()));
      }
      return null;
    }
  }
}
