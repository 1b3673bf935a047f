package com.eventbuspro.lake;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the lake is: the properties of an Iceberg catalog, as Iceberg itself defines them, so that
 * any catalog (JDBC, AWS Glue, REST …) is a matter of configuration.
 *
 * @param name the catalog's name; part of the key of every table in a JDBC catalog, so it must not
 *     change
 * @param properties Iceberg's catalog properties: {@code type} or {@code catalog-impl}, {@code
 *     warehouse}, {@code io-impl}, {@code s3.endpoint} and so on
 */
public record LakeConfig(String name, Map<String, String> properties) {
  private static final String DEFAULT_NAME = "lake";

  /**
   * Far above what the catalog's statements take. Without it, a connection that the network forgot
   * would be waited for without end, and whoever commits with it.
   */
  private static final String DATABASE_PATIENCE_SECONDS = "20";

  public LakeConfig {
    if (name.isBlank()) {
      throw new IllegalArgumentException("The lake's catalog needs a name");
    }
    properties = Map.copyOf(properties);
    if (!properties.containsKey("type") && !properties.containsKey("catalog-impl")) {
      throw new IllegalArgumentException(
          "The lake's catalog properties need 'type' (jdbc, rest, glue) or 'catalog-impl'");
    }
  }

  /** A catalog with the usual name and the given properties. */
  public static LakeConfig of(Map<String, String> properties) {
    return new LakeConfig(DEFAULT_NAME, properties);
  }

  /**
   * The default: Iceberg's JDBC catalog in PostgreSQL, files in S3.
   *
   * @param jdbcUrl the database; name the schema in it with {@code ?currentSchema=lake_catalog}
   * @param warehouse where tables are kept, such as {@code s3://bucket/warehouse}
   */
  public static LakeConfig jdbc(String jdbcUrl, String user, String password, String warehouse) {
    return of(
        Map.ofEntries(
            Map.entry("type", "jdbc"),
            Map.entry("uri", jdbcUrl),
            Map.entry("jdbc.user", user),
            Map.entry("jdbc.password", password),
            Map.entry("jdbc.schema-version", "V1"),
            Map.entry("jdbc.socketTimeout", DATABASE_PATIENCE_SECONDS),
            Map.entry("warehouse", warehouse),
            Map.entry("io-impl", "org.apache.iceberg.aws.s3.S3FileIO"),
            Map.entry("http-client.type", "urlconnection")));
  }

  /**
   * The catalog that an installation is told to use; when it is told of none, the one in the
   * platform's own database, in the schema {@code lake_catalog}.
   *
   * @param catalog properties of the catalog, or none at all
   * @param warehouse where tables are kept, unless the properties say
   * @param databaseUrl JDBC URL of the platform's database
   */
  public static LakeConfig installed(
      Map<String, String> catalog,
      String warehouse,
      String databaseUrl,
      String user,
      String password) {
    if (catalog.isEmpty()) {
      String separator = databaseUrl.contains("?") ? "&" : "?";
      return jdbc(
          databaseUrl + separator + "currentSchema=lake_catalog", user, password, warehouse);
    }
    TreeMap<String, String> properties = new TreeMap<>(catalog);
    properties.putIfAbsent("warehouse", warehouse);
    return of(properties);
  }

  /**
   * The same lake, its S3 reached in a region and, when an endpoint is given, at that endpoint
   * instead of AWS's own (path-style addresses then, since buckets are no host names there).
   */
  public LakeConfig withS3(String region, @Nullable URI endpoint) {
    TreeMap<String, String> changed = new TreeMap<>(properties);
    changed.put("client.region", region);
    if (endpoint != null) {
      changed.put("s3.endpoint", endpoint.toString());
      changed.put("s3.path-style-access", "true");
    }
    return new LakeConfig(name, changed);
  }

  /** The same lake, its S3 spoken to with these keys instead of the default credentials chain. */
  public LakeConfig withS3Keys(String accessKeyId, String secretAccessKey) {
    TreeMap<String, String> changed = new TreeMap<>(properties);
    changed.put("s3.access-key-id", accessKeyId);
    changed.put("s3.secret-access-key", secretAccessKey);
    return new LakeConfig(name, changed);
  }

  /** The names of the properties, not their values: some are secrets. */
  @Override
  public String toString() {
    return properties.keySet().stream()
        .sorted()
        .collect(Collectors.joining(", ", "LakeConfig[" + name + ": ", "]"));
  }
}
