package com.eventbuspro.provisioner;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeConfig;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.provisioner.aws.AwsClients;
import com.eventbuspro.streams.StreamAdmin;
import com.eventbuspro.streams.kinesis.KinesisStreamAdmin;
import org.jspecify.annotations.Nullable;

/** The connections to everything outside, opened when first needed and closed together. */
final class Cloud implements AutoCloseable {
  private final AwsClients aws;
  private final StreamAdmin streams;
  private final LakeConfig lakeConfig;
  private @Nullable LakeCatalog lake;

  private Cloud(AwsClients aws, StreamAdmin streams, LakeConfig lakeConfig) {
    this.aws = aws;
    this.streams = streams;
    this.lakeConfig = lakeConfig;
  }

  static Cloud connect(InstallationSettings settings, LakeConfig lakeConfig) {
    return new Cloud(
        new AwsClients(settings.aws().connection(), settings.aws().s3Endpoint()),
        KinesisStreamAdmin.connect(settings.aws().connection()),
        lakeConfig);
  }

  AwsClients aws() {
    return aws;
  }

  StreamAdmin streams() {
    return streams;
  }

  /** Opens the lake at the first call, when the database is migrated for certain. */
  synchronized LakeTables tables() {
    if (lake == null) {
      lake = LakeCatalog.open(lakeConfig);
    }
    return new LakeTables(lake);
  }

  @Override
  public synchronized void close() {
    aws.close();
    streams.close();
    if (lake != null) {
      lake.close();
    }
  }
}
