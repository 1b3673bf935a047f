package com.eventbuspro.sink;

import com.eventbuspro.lake.LakeConfig;
import com.eventbuspro.model.Environment;
import com.eventbuspro.sink.metrics.MetricsEndpoint;
import com.eventbuspro.streams.AwsConnection;
import com.eventbuspro.streams.AwsCredentials;
import java.io.Serializable;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the lake sink.
 *
 * @param environment part of every AWS name
 * @param database where assignments are read and conditions written
 * @param aws how Kinesis is reached
 * @param s3Endpoint where S3 is, or null for AWS's own
 * @param warehouse where tables are kept
 * @param catalog Iceberg's catalog properties; empty for the JDBC catalog in the database
 * @param directory where the last known assignments are kept
 * @param parallelism how many subtasks; each reads and writes its share of the streams
 * @param metrics where each JVM of the sink lets Prometheus read its metrics
 */
record LakeSinkConfig(
    String environment,
    Database database,
    AwsConnection aws,
    @Nullable URI s3Endpoint,
    String warehouse,
    Map<String, String> catalog,
    String directory,
    int parallelism,
    MetricsEndpoint.Address metrics)
    implements Serializable {

  LakeSinkConfig {
    catalog = Map.copyOf(catalog);
    environment = new Environment(environment).value();
    if (parallelism < 1 || parallelism > 128) {
      throw new IllegalArgumentException("EBP_SINK_PARALLELISM must be 1 to 128: " + parallelism);
    }
  }

  /** A database and how to log in; the password is not shown. */
  record Database(String url, String user, String password) implements Serializable {
    Database {
      if (!url.startsWith("jdbc:postgresql:")) {
        throw new IllegalArgumentException(
            "EBP_DATABASE_URL must be a JDBC URL of PostgreSQL, such as"
                + " jdbc:postgresql://localhost:5432/eventbus");
      }
    }

    @Override
    public String toString() {
      return "Database[url=" + url + ", user=" + user + "]";
    }
  }

  /**
   * Reads the settings from environment variables.
   *
   * @throws IllegalArgumentException with everything that is wrong, a line each; a variable that
   *     starts with EBP_ and is not known is wrong too
   */
  static LakeSinkConfig from(Map<String, String> variables) {
    return new SettingsReader(variables).read();
  }

  /** Where the lake is. */
  LakeConfig lake() {
    LakeConfig lake;
    if (catalog.isEmpty()) {
      String separator = database.url().contains("?") ? "&" : "?";
      lake =
          LakeConfig.jdbc(
              database.url() + separator + "currentSchema=lake_catalog",
              database.user(),
              database.password(),
              warehouse);
    } else {
      Map<String, String> properties = new HashMap<>(catalog);
      properties.putIfAbsent("warehouse", warehouse);
      lake = LakeConfig.of(properties);
    }
    if (warehouse.startsWith("s3:")) {
      lake = lake.withS3(aws.region(), s3Endpoint);
      if (aws.credentials() instanceof AwsCredentials.Static pair) {
        lake = lake.withS3Keys(pair.accessKeyId(), pair.secretAccessKey());
      }
    }
    return lake;
  }

  @Override
  public String toString() {
    return "LakeSinkConfig[environment="
        + environment
        + ", database="
        + database
        + ", aws="
        + aws
        + ", warehouse="
        + warehouse
        + ", catalog="
        + catalog.keySet()
        + ", directory="
        + directory
        + ", parallelism="
        + parallelism
        + ", metrics="
        + metrics
        + "]";
  }
}
