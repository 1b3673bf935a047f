package com.eventbuspro.provisioner;

import com.eventbuspro.lake.LakeConfig;
import com.eventbuspro.model.Environment;
import com.eventbuspro.streams.AwsConnection;
import com.eventbuspro.streams.AwsCredentials;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What all services of an installation are told alike, {@code ebp.…}. Keys of other services are
 * theirs to check.
 *
 * @param environment part of every AWS name
 * @param aws how AWS is reached
 * @param lake where the tables are
 */
@ConfigurationProperties("ebp")
record InstallationSettings(
    @DefaultValue("local") String environment, @DefaultValue Aws aws, @DefaultValue Lake lake) {

  InstallationSettings {
    new Environment(environment);
  }

  Environment environmentName() {
    return new Environment(environment);
  }

  String warehouse() {
    return lake.warehouse() == null
        ? "s3://ebp-" + environment + "-lake/warehouse"
        : lake.warehouse();
  }

  /** The bucket the lake is in: the host part of its warehouse. */
  String lakeBucket() {
    URI warehouse = URI.create(warehouse());
    if (!"s3".equals(warehouse.getScheme()) || warehouse.getHost() == null) {
      throw new IllegalArgumentException(
          "ebp.lake.warehouse must name a bucket, as in s3://bucket/warehouse, not " + warehouse());
    }
    return warehouse.getHost();
  }

  /**
   * The lake's catalog: as configured, else the one in the platform's own database.
   *
   * @param database where that is
   */
  LakeConfig lakeConfig(Database database) {
    LakeConfig config =
        LakeConfig.installed(
                lake.catalog(), warehouse(), database.url(), database.user(), database.password())
            .withS3(aws.region(), aws.s3Endpoint());
    return aws.accessKeyId() == null || aws.secretAccessKey() == null
        ? config
        : config.withS3Keys(aws.accessKeyId(), aws.secretAccessKey());
  }

  /** A database and how to log in; the password is not shown. */
  record Database(String url, String user, String password) {
    @Override
    public String toString() {
      return "Database[url=" + url + ", user=" + user + "]";
    }
  }

  /**
   * How AWS is reached.
   *
   * @param region for instance {@code us-east-1}
   * @param endpoint of Kinesis, IAM and STS, where it is not AWS's own
   * @param s3Endpoint of S3, where it is not AWS's own
   * @param accessKeyId fixed credentials; when absent, the machine's own are used
   * @param secretAccessKey belongs to the access key
   */
  record Aws(
      @DefaultValue("us-east-1") String region,
      @Nullable URI endpoint,
      @Nullable URI s3Endpoint,
      @Nullable String accessKeyId,
      @Nullable String secretAccessKey) {

    Aws {
      if ((accessKeyId == null) != (secretAccessKey == null)) {
        throw new IllegalArgumentException(
            "ebp.aws.access-key-id and ebp.aws.secret-access-key go together: set both or none");
      }
    }

    AwsConnection connection() {
      AwsCredentials credentials =
          accessKeyId == null || secretAccessKey == null
              ? new AwsCredentials.DefaultChain()
              : new AwsCredentials.Static(accessKeyId, secretAccessKey);
      return new AwsConnection(region, endpoint, credentials);
    }

    @Override
    public String toString() {
      return "Aws[region=" + region + ", endpoint=" + endpoint + ", s3Endpoint=" + s3Endpoint + "]";
    }
  }

  /**
   * Where the tables are.
   *
   * @param warehouse root of all tables; {@code s3://ebp-<environment>-lake/warehouse} when absent
   * @param catalog properties of the Iceberg catalog; when empty, one in the platform's database
   */
  record Lake(@Nullable String warehouse, @DefaultValue Map<String, String> catalog) {
    @Override
    public String toString() {
      return "Lake[warehouse=" + warehouse + ", catalog=" + catalog.keySet() + "]";
    }
  }
}
