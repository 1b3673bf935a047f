package com.eventbuspro.benchmarks;

import com.eventbuspro.lake.LakeConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The default lake, its servers in processes of their own so that their cost is not the reader's:
 * JDBC catalog in PostgreSQL, files in S3 (local-aws).
 *
 * @param config how it is opened
 * @param aws what to stop
 * @param postgres what to stop
 */
record BenchLake(LakeConfig config, KinesisServer aws, EmbeddedPostgres postgres)
    implements AutoCloseable {
  private static final String REGION = "us-east-1";
  private static final String KEYS = "test";

  /** Starts the servers with an empty lake. */
  static BenchLake start(Path work) throws IOException, InterruptedException, SQLException {
    Files.createDirectories(work.resolve("local-aws/s3/objects/bench"));
    int s3Port = KinesisServer.freePort();
    KinesisServer aws = KinesisServer.localAws(work, s3Port);
    try {
      EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA lake_catalog");
      }
      LakeConfig config =
          LakeConfig.jdbc(
                  postgres.getJdbcUrl("postgres", "postgres") + "&currentSchema=lake_catalog",
                  "postgres",
                  "",
                  "s3://bench/warehouse")
              .withS3(REGION, URI.create("http://127.0.0.1:" + s3Port))
              .withS3Keys(KEYS, KEYS);
      return new BenchLake(config, aws, postgres);
    } catch (IOException | SQLException | RuntimeException e) {
      aws.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try (aws) {
      postgres.close();
    }
  }
}
