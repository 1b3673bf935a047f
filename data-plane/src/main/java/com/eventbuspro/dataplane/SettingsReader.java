package com.eventbuspro.dataplane;

import com.eventbuspro.dataplane.metrics.MetricsEndpoint;
import com.eventbuspro.streams.AwsConnection;
import com.eventbuspro.streams.AwsCredentials;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a program's settings from environment variables ({@code EBP_…}), collecting everything that
 * is wrong with them.
 */
public final class SettingsReader {
  private static final String PREFIX = "EBP_";
  private static final String CATALOG_PREFIX = "EBP_LAKE_CATALOG_";

  private final String program;
  private final Map<String, String> variables;
  private final Set<String> unread;
  private final List<String> wrong = new ArrayList<>();

  /**
   * Nothing read yet.
   *
   * @param program whose settings they are, for people
   * @param ofOthers how the names of other programs' settings begin: one file of settings may serve
   *     all of them
   */
  public SettingsReader(String program, Map<String, String> variables, List<String> ofOthers) {
    this.program = program;
    this.variables = variables;
    this.unread = new TreeSet<>(variables.keySet());
    unread.removeIf(key -> !key.startsWith(PREFIX) || ofOthers.stream().anyMatch(key::startsWith));
  }

  /** How the platform is reached; null if something is wrong with it. */
  public @Nullable PlatformAccess platform() {
    String environment = text("EBP_ENVIRONMENT", "local");
    Database database =
        attempt(
            () ->
                new Database(
                    required("EBP_DATABASE_URL"),
                    required("EBP_DATABASE_USER"),
                    required("EBP_DATABASE_PASSWORD")));
    AwsConnection aws = attempt(this::aws);
    URI s3Endpoint = uri("EBP_AWS_S3_ENDPOINT");
    String warehouse = text("EBP_LAKE_WAREHOUSE", "s3://ebp-" + environment + "-lake/warehouse");
    Map<String, String> catalog = catalog();
    return database == null || aws == null
        ? null
        : attempt(
            () -> new PlatformAccess(environment, database, aws, s3Endpoint, warehouse, catalog));
  }

  /**
   * Where metrics are; null if something is wrong with it.
   *
   * @param prefix how the names of the two settings begin, {@code EBP_SINK_METRICS}
   */
  public MetricsEndpoint.@Nullable Address metrics(String prefix, String port) {
    return attempt(
        () ->
            MetricsEndpoint.Address.parse(
                prefix, text(prefix + "_HOST", "127.0.0.1"), text(prefix + "_PORT", port)));
  }

  /** A setting's text, or another one if it is not set. */
  public String text(String key, String otherwise) {
    unread.remove(key);
    String value = variables.get(key);
    return value == null || value.isBlank() ? otherwise : value.strip();
  }

  /** A setting's text; that it is not set is wrong. */
  public String required(String key) {
    String value = text(key, "");
    if (value.isEmpty()) {
      wrong.add(key + " must be set");
    }
    return value;
  }

  /** A setting that is an address; null if it is not set, or wrong. */
  public @Nullable URI uri(String key) {
    String value = text(key, "");
    return value.isEmpty() ? null : parsed(key, value, URI::create);
  }

  /** A setting that is more than a text; null if it is wrong. */
  public <T> @Nullable T parsed(String key, String otherwise, Function<String, T> parse) {
    String value = text(key, otherwise);
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException e) {
      wrong.add(key + " cannot be '" + value + "'");
      return null;
    }
  }

  /** What several settings make together; null if they make nothing, which is wrong. */
  public <T> @Nullable T attempt(Supplier<T> making) {
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

  /**
   * What everything read makes.
   *
   * @param making called only if nothing is wrong, nor a setting unknown
   * @throws IllegalArgumentException with everything that is wrong, a line each
   */
  public <T> T finish(Supplier<T> making) {
    unread.forEach(key -> wrong.add(key + " is not a setting of " + program));
    T made = wrong.isEmpty() ? attempt(making) : null;
    if (made == null) {
      throw new IllegalArgumentException(String.join(System.lineSeparator(), wrong));
    }
    return made;
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
}
