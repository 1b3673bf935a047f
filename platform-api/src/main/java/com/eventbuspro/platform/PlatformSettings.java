package com.eventbuspro.platform;

import com.eventbuspro.lake.LakeConfig;
import com.eventbuspro.model.Environment;
import com.eventbuspro.streams.AwsConnection;
import com.eventbuspro.streams.AwsCredentials;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the platform, {@code ebp.…}. A key that is not here stops the start.
 *
 * @param environment part of every AWS name, {@code local} by default
 * @param httpPort where the platform listens; 0 takes any free port
 * @param database PostgreSQL 15 or newer
 * @param aws how AWS is reached
 * @param lake where the tables are
 * @param limits what a request may ask for
 * @param streamWait how long a publish waits for a stream that is still being made
 * @param demoTokensDirectory where demo tokens are written at the start; none are when absent
 * @param provisioner settings of the provisioner, which may share the process; not read here
 * @param sink settings of the lake sink, which may share the file; not read here
 * @param transform settings of the transform-runner, and how it is asked; not read here, and not
 *     kept, since there is a secret among them
 */
@Validated
@ConfigurationProperties(prefix = "ebp", ignoreUnknownFields = false)
public record PlatformSettings(
    @DefaultValue("local") @Pattern(regexp = "[a-z][a-z0-9]{0,15}") String environment,
    @DefaultValue("8080") @Min(0) @Max(65535) int httpPort,
    @DefaultValue @Valid Database database,
    @DefaultValue @Valid Aws aws,
    @DefaultValue @Valid Lake lake,
    @DefaultValue @Valid Limits limits,
    @DefaultValue("5s") @NotNull Duration streamWait,
    @Nullable Path demoTokensDirectory,
    @Nullable Map<String, Object> provisioner,
    @Nullable Map<String, Object> sink,
    @Nullable Map<String, Object> transform) {

  public PlatformSettings {
    transform = null;
  }

  /** The environment, as a word of ours. */
  public Environment environmentName() {
    return new Environment(environment);
  }

  /**
   * The lake's catalog: as configured, else one in the platform's own database.
   *
   * @throws IllegalArgumentException if the configured catalog is none
   */
  public LakeConfig lakeConfig() {
    String warehouse =
        lake.warehouse() == null ? "s3://ebp-" + environment + "-lake/warehouse" : lake.warehouse();
    LakeConfig config =
        LakeConfig.installed(
                lake.catalog(), warehouse, database.url(), database.user(), database.password())
            .withS3(aws.region(), aws.s3Endpoint());
    return aws.accessKeyId() == null || aws.secretAccessKey() == null
        ? config
        : config.withS3Keys(aws.accessKeyId(), aws.secretAccessKey());
  }

  /**
   * Where the database is; {@code spring.datasource} takes it from here.
   *
   * @param url JDBC
   * @param user who logs in
   * @param password its password
   */
  public record Database(
      @DefaultValue("jdbc:postgresql://localhost:5432/eventbus") @NotBlank String url,
      @DefaultValue("eventbus") @NotBlank String user,
      @DefaultValue("") String password) {
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
  public record Aws(
      @DefaultValue("us-east-1") @Pattern(regexp = "[a-z0-9-]{1,32}") String region,
      @Nullable URI endpoint,
      @Nullable URI s3Endpoint,
      @Nullable String accessKeyId,
      @Nullable String secretAccessKey) {

    public Aws {
      if ((accessKeyId == null) != (secretAccessKey == null)) {
        throw new IllegalArgumentException(
            "ebp.aws.access-key-id and ebp.aws.secret-access-key go together: set both or none");
      }
    }

    /** The connection for Kinesis. */
    public AwsConnection connection() {
      AwsCredentials credentials =
          accessKeyId == null || secretAccessKey == null
              ? new AwsCredentials.DefaultChain()
              : new AwsCredentials.Static(accessKeyId, secretAccessKey);
      return new AwsConnection(region, endpoint, credentials);
    }

    @Override
    public String toString() {
      return "Aws[region=" + region + ", endpoint=" + endpoint + "]";
    }
  }

  /**
   * Where the tables are.
   *
   * @param warehouse root of all tables; {@code s3://ebp-<environment>-lake/warehouse} by default
   * @param catalog properties of the Iceberg catalog
   */
  public record Lake(@Nullable String warehouse, @DefaultValue Map<String, String> catalog) {
    @Override
    public String toString() {
      return "Lake[warehouse=" + warehouse + ", catalog=" + catalog.keySet() + "]";
    }
  }

  /**
   * What a request may ask for.
   *
   * @param requestBody the longest body in general
   * @param jsonBody the longest body that is read as a whole: JSON arrays of events, samples
   * @param publishBody the longest body of a publish, which is read as it comes
   * @param publishEvents the most events in one publish
   * @param concurrentPublishes publishes served at a time; more are asked to come back
   * @param exportRows the most rows in one answer of newline-delimited JSON
   * @param concurrentPreviews previews of SQL at a time; more are asked to come back
   * @param followers connections that follow events live at a time; more are asked to come back
   */
  public record Limits(
      @DefaultValue("1MB") @NotNull DataSize requestBody,
      @DefaultValue("16MB") @NotNull DataSize jsonBody,
      @DefaultValue("64MB") @NotNull DataSize publishBody,
      @DefaultValue("100000") @Min(1) @Max(1_000_000) int publishEvents,
      @DefaultValue("16") @Min(1) int concurrentPublishes,
      @DefaultValue("1000000") @Min(1) int exportRows,
      @DefaultValue("4") @Min(1) int concurrentPreviews,
      @DefaultValue("200") @Min(0) int followers) {}
}
