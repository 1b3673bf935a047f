package com.eventbuspro.benchmarks.faults;

import java.util.List;
import java.util.random.RandomGenerator;

/** Requests that are worth losing, and how they are told on the wire. */
enum Request {
  /** The catalog's compare-and-set, by which a commit becomes true. */
  CATALOG_SWAP(Place.DATABASE, "", ".metadata.json"),
  /** The upload of a table's metadata. */
  METADATA(Place.STORE, "PUT ", ".metadata.json"),
  /** The upload of a manifest. */
  MANIFEST(Place.STORE, "PUT ", ".avro"),
  /** The upload of rows. */
  ROWS(Place.STORE, "PUT ", ".parquet"),
  /** Publishing. */
  PUBLISH(Place.PUBLISHER, "POST ", "Kinesis_20131202.PutRecords"),
  /** Reading a shard. */
  READ(Place.STREAMS, "POST ", "Kinesis_20131202.GetRecords");

  /** Those that decide what is true come up more often. */
  private static final List<Request> DRAWN =
      List.of(
          CATALOG_SWAP,
          CATALOG_SWAP,
          CATALOG_SWAP,
          METADATA,
          METADATA,
          MANIFEST,
          ROWS,
          PUBLISH,
          PUBLISH,
          READ);

  private final Place place;
  private final String begins;
  private final String contains;

  Request(Place place, String begins, String contains) {
    this.place = place;
    this.begins = begins;
    this.contains = contains;
  }

  static Request draw(RandomGenerator dice) {
    return DRAWN.get(dice.nextInt(DRAWN.size()));
  }

  Place place() {
    return place;
  }

  /** Whether what is sent begins such a request. */
  boolean matches(String head) {
    return head.startsWith(begins) && head.contains(contains);
  }
}
