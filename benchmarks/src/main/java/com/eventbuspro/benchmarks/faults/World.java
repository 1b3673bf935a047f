package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeConfig;
import com.eventbuspro.streams.kinesis.KinesisStreamAdmin;
import com.eventbuspro.streams.kinesis.KinesisStreams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Everything that runs besides the sinks, each in processes of its own: PostgreSQL, streams, object
 * store, and the disturbed links to them. What the campaign itself asks for goes past the links.
 */
final class World implements AutoCloseable {
  private static final String WAREHOUSE = "s3://" + Cloud.BUCKET + "/warehouse";

  private final Path directory;
  private final Database database;
  private final Cloud cloud;
  private final Map<Place, Link> links = new HashMap<>();
  private final KinesisStreams streams;
  private final KinesisStreamAdmin admin;
  private final LakeCatalog lake;

  private World(Path directory, Database database, Cloud cloud) throws IOException {
    this.directory = directory;
    this.database = database;
    this.cloud = cloud;
    links.put(Place.DATABASE, Link.to(database.port()));
    links.put(Place.STREAMS, Link.to(cloud.streamsPort()));
    links.put(Place.STORE, Link.to(cloud.storePort()));
    links.put(Place.PUBLISHER, Link.to(cloud.streamsPort()));
    streams = KinesisStreams.connect(Cloud.connection(cloud.streamsPort()));
    admin = KinesisStreamAdmin.connect(Cloud.connection(cloud.streamsPort()));
    lake = LakeCatalog.open(lakeAt(database.port(), cloud.storePort()));
  }

  static World start(Path directory) throws IOException {
    return new World(directory, Database.start(directory), Cloud.start(directory));
  }

  private static LakeConfig lakeAt(int databasePort, int storePort) {
    return LakeConfig.jdbc(
            jdbcUrl(databasePort) + "?currentSchema=lake_catalog",
            Database.USER,
            Database.USER,
            WAREHOUSE)
        .withS3(Cloud.REGION, Cloud.local(storePort))
        .withS3Keys(Cloud.KEY, Cloud.SECRET);
  }

  private static String jdbcUrl(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** Settings of a sink that reaches everything through the links. */
  Map<String, String> sinkSettings(Path sinkDirectory) {
    return Map.of(
        "EBP_DATABASE_URL",
        jdbcUrl(link(Place.DATABASE).port()),
        "EBP_DATABASE_USER",
        Database.USER,
        "EBP_DATABASE_PASSWORD",
        Database.USER,
        "EBP_AWS_ENDPOINT",
        Cloud.local(link(Place.STREAMS).port()).toString(),
        "EBP_AWS_S3_ENDPOINT",
        Cloud.local(link(Place.STORE).port()).toString(),
        "EBP_AWS_ACCESS_KEY_ID",
        Cloud.KEY,
        "EBP_AWS_SECRET_ACCESS_KEY",
        Cloud.SECRET,
        "EBP_SINK_DIRECTORY",
        sinkDirectory.toString());
  }

  /** Streams as the publishers reach them. */
  KinesisStreams publishing() {
    return KinesisStreams.connect(Cloud.connection(link(Place.PUBLISHER).port()));
  }

  Path directory() {
    return directory;
  }

  Database database() {
    return database;
  }

  Cloud cloud() {
    return cloud;
  }

  KinesisStreams streams() {
    return streams;
  }

  KinesisStreamAdmin admin() {
    return admin;
  }

  LakeCatalog lake() {
    return lake;
  }

  Link link(Place place) {
    Link link = links.get(place);
    if (link == null) {
      throw new IllegalArgumentException("No link at " + place);
    }
    return link;
  }

  @Override
  public void close() {
    lake.close();
    streams.close();
    admin.close();
    links.values().forEach(Link::close);
    cloud.close();
    database.close();
  }
}
