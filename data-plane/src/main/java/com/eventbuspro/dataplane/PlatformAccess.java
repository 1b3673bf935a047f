package com.eventbuspro.dataplane;

import com.eventbuspro.lake.LakeConfig;
import com.eventbuspro.model.Environment;
import com.eventbuspro.streams.AwsConnection;
import com.eventbuspro.streams.AwsCredentials;
import java.io.Serializable;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How every program of the data plane reaches what the platform is made of; secrets are not shown.
 *
 * @param environment part of every AWS name
 * @param database the platform's database
 * @param aws how Kinesis is reached
 * @param s3Endpoint where S3 is, or null for AWS's own
 * @param warehouse where tables are kept
 * @param catalog Iceberg's catalog properties; empty for the JDBC catalog in the database
 */
public record PlatformAccess(
    String environment,
    Database database,
    AwsConnection aws,
    @Nullable URI s3Endpoint,
    String warehouse,
    Map<String, String> catalog)
    implements Serializable {

  public PlatformAccess {
    catalog = Map.copyOf(catalog);
    environment = new Environment(environment).value();
  }

  /** Where the lake is. */
  public LakeConfig lake() {
    LakeConfig lake =
        LakeConfig.installed(
            catalog, warehouse, database.url(), database.user(), database.password());
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
    return "PlatformAccess[environment="
        + environment
        + ", database="
        + database
        + ", aws="
        + aws
        + ", warehouse="
        + warehouse
        + ", catalog="
        + catalog.keySet()
        + "]";
  }
}
