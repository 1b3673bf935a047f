package com.eventbuspro.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.localaws.KinesisLimits;
import com.eventbuspro.localaws.KinesisTimings;
import com.eventbuspro.localaws.LocalAwsConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class KinesisOverTimeTest {
  private static final String SPLIT =
      "{'StreamName':'s','ShardToSplit':'shardId-000000000000','NewStartingHashKey':'1000'}";

  private final SteppedClock clock = new SteppedClock();
  private LocalAwsConfig config;
  private InProcessKinesis kinesis;

  @BeforeEach
  void start(@TempDir Path directory) {
    config =
        LocalAwsConfig.in(directory)
            .withClock(clock)
            .withKinesisTimings(KinesisTimings.all(Duration.ZERO));
    kinesis = new InProcessKinesis(config);
  }

  @AfterEach
  void stop() {
    kinesis.close();
  }

  private void restart(LocalAwsConfig changed) {
    kinesis.close();
    kinesis = new InProcessKinesis(changed);
  }

  @Test
  void aStreamIsCreatingUpdatingAndDeletingForAWhile() {
    restart(config.withKinesisTimings(KinesisTimings.all(Duration.ofSeconds(5))));
    kinesis.create("s", 1);
    assertThat(status()).isEqualTo("CREATING");
    assertThat(kinesis.error("PutRecord", InProcessKinesis.putBody("s", "v")))
        .startsWith("ResourceNotFoundException");
    assertThat(kinesis.error("SplitShard", SPLIT)).startsWith("ResourceInUseException");
    clock.advance(Duration.ofSeconds(5));
    assertThat(status()).isEqualTo("ACTIVE");
    kinesis.call("SplitShard", SPLIT);
    assertThat(status()).isEqualTo("UPDATING");
    kinesis.put("s", "v");
    assertThat(kinesis.error("SplitShard", SPLIT)).startsWith("ResourceInUseException");
    clock.advance(Duration.ofSeconds(5));
    assertThat(status()).isEqualTo("ACTIVE");
    kinesis.call("DeleteStream", "{'StreamName':'s'}");
    assertThat(status()).isEqualTo("DELETING");
    assertThat(kinesis.error("CreateStream", "{'StreamName':'s','ShardCount':1}"))
        .startsWith("ResourceInUseException");
    clock.advance(Duration.ofSeconds(5));
    assertThat(kinesis.error("DescribeStreamSummary", "{'StreamName':'s'}"))
        .isEqualTo("ResourceNotFoundException: Stream s under account 000000000000 not found.");
  }

  @Test
  void recordsExpireWithTheRetentionPeriod() {
    kinesis.create("s", 1);
    kinesis.put("s", "old");
    clock.advance(Duration.ofHours(23));
    kinesis.put("s", "young");
    assertThat(kinesis.values("s", 0)).containsExactly("old", "young");
    clock.advance(Duration.ofHours(2));
    assertThat(kinesis.values("s", 0)).containsExactly("young");
    clock.advance(Duration.ofHours(24));
    assertThat(kinesis.values("s", 0)).isEmpty();
  }

  @Test
  void longerRetentionKeepsRecordsAndAShorterOneDropsThem() {
    kinesis.create("s", 1);
    kinesis.put("s", "v");
    kinesis.call("IncreaseStreamRetentionPeriod", "{'StreamName':'s','RetentionPeriodHours':48}");
    clock.advance(Duration.ofHours(30));
    assertThat(kinesis.values("s", 0)).containsExactly("v");
    kinesis.call("DecreaseStreamRetentionPeriod", "{'StreamName':'s','RetentionPeriodHours':24}");
    assertThat(kinesis.values("s", 0)).isEmpty();
    kinesis.call("IncreaseStreamRetentionPeriod", "{'StreamName':'s','RetentionPeriodHours':48}");
    assertThat(kinesis.values("s", 0)).as("gone for good").isEmpty();
  }

  @Test
  void sequenceNumbersGoOnAfterEverythingExpiredAndARestart() {
    kinesis.create("s", 1);
    String first = kinesis.put("s", "v").get("SequenceNumber").asString();
    kinesis.call("IncreaseStreamRetentionPeriod", "{'StreamName':'s','RetentionPeriodHours':48}");
    clock.advance(Duration.ofHours(30));
    kinesis.call("DecreaseStreamRetentionPeriod", "{'StreamName':'s','RetentionPeriodHours':24}");
    restart(config);
    String second = kinesis.put("s", "w").get("SequenceNumber").asString();
    assertThat(SequenceNumbers.parse(second).orElseThrow().index())
        .isGreaterThan(SequenceNumbers.parse(first).orElseThrow().index());
    assertThat(kinesis.values("s", 0)).containsExactly("w");
  }

  @Test
  void aClosedShardIsForgottenWhenItsRecordsHaveExpired() {
    kinesis.create("s", 1);
    kinesis.put("s", "v");
    kinesis.call("SplitShard", SPLIT);
    assertThat(shards()).isEqualTo(3);
    clock.advance(Duration.ofHours(25));
    assertThat(shards()).isEqualTo(2);
    restart(config);
    assertThat(shards()).isEqualTo(2);
  }

  @Test
  void anIteratorExpiresAfterFiveMinutes() {
    kinesis.create("s", 1);
    kinesis.put("s", "v");
    String iterator = kinesis.iterator("s", 0, "TRIM_HORIZON");
    clock.advance(Duration.ofMinutes(5));
    assertThat(InProcessKinesis.values(kinesis.read(iterator))).containsExactly("v");
    clock.advance(Duration.ofMillis(1));
    assertThat(kinesis.error("GetRecords", "{'ShardIterator':'" + iterator + "'}"))
        .startsWith("ExpiredIteratorException: Iterator expired.");
  }

  @Test
  void aTokenOfListShardsExpiresToo() {
    kinesis.create("s", 3);
    String token =
        kinesis.call("ListShards", "{'StreamName':'s','MaxResults':1}").get("NextToken").asString();
    clock.advance(Duration.ofMinutes(6));
    assertThat(kinesis.error("ListShards", "{'NextToken':'" + token + "'}"))
        .startsWith("ExpiredNextTokenException");
  }

  @Test
  void howFarAReaderIsBehindIsTold() {
    kinesis.create("s", 1);
    kinesis.put("s", "a");
    clock.advance(Duration.ofSeconds(90));
    kinesis.put("s", "b");
    String start = kinesis.iterator("s", 0, "TRIM_HORIZON");
    JsonNode page = kinesis.call("GetRecords", "{'ShardIterator':'" + start + "','Limit':1}");
    assertThat(page.get("MillisBehindLatest").asLong()).isEqualTo(90_000);
    JsonNode last = kinesis.read(page.get("NextShardIterator").asString());
    assertThat(last.get("MillisBehindLatest").asLong()).isZero();
  }

  @Test
  void aTimeInTheFutureIsRefused() {
    kinesis.create("s", 1);
    assertThat(
            kinesis.error(
                "GetShardIterator",
                "{'StreamName':'s','ShardId':'shardId-000000000000',"
                    + "'ShardIteratorType':'AT_TIMESTAMP','Timestamp':"
                    + (clock.millis() / 1000 + 60)
                    + "}"))
        .startsWith("InvalidArgumentException: The timestampInMillis parameter cannot be greater");
  }

  @Test
  void everythingSurvivesARestart() {
    kinesis.create("s", 2);
    kinesis.call("AddTagsToStream", "{'StreamName':'s','Tags':{'team':'a'}}");
    kinesis.put("s", "before");
    kinesis.call(
        "MergeShards",
        "{'StreamName':'s','ShardToMerge':'shardId-000000000000',"
            + "'AdjacentShardToMerge':'shardId-000000000001'}");
    String iterator = kinesis.iterator("s", 2, "LATEST");
    JsonNode description = kinesis.call("DescribeStream", "{'StreamName':'s'}");
    restart(config);
    kinesis.put("s", "after");
    assertThat(kinesis.call("DescribeStream", "{'StreamName':'s'}")).isEqualTo(description);
    assertThat(InProcessKinesis.values(kinesis.read(iterator))).containsExactly("after");
    assertThat(kinesis.values("s", 0).size() + kinesis.values("s", 1).size()).isEqualTo(1);
    assertThat(kinesis.call("ListTagsForStream", "{'StreamName':'s'}").get("Tags")).hasSize(1);
  }

  @Test
  void aShardTakesAThousandRecordsASecondWhenLimitsAreEnforced() {
    restart(config.withKinesisLimits(KinesisLimits.AWS));
    kinesis.create("s", 1);
    for (int i = 0; i < 1000; i++) {
      kinesis.put("s", "v");
    }
    assertThat(kinesis.error("PutRecord", InProcessKinesis.putBody("s", "v")))
        .isEqualTo(
            "ProvisionedThroughputExceededException: Rate exceeded for shard shardId-000000000000 in"
                + " stream s under account 000000000000.");
    clock.advance(Duration.ofSeconds(1));
    kinesis.put("s", "v");
  }

  @Test
  void aBatchOverTheLimitFailsInPart() {
    restart(config.withKinesisLimits(KinesisLimits.AWS));
    kinesis.create("s", 1);
    String large = "x".repeat(300_000);
    String data =
        java.util.Base64.getEncoder()
            .encodeToString(large.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    String record = "{'PartitionKey':'k','Data':'" + data + "'}";
    JsonNode answer =
        kinesis.call(
            "PutRecords",
            "{'StreamName':'s','Records':["
                + String.join(",", record, record, record, record)
                + "]}");
    assertThat(answer.get("FailedRecordCount").asInt()).isEqualTo(1);
    assertThat(answer.get("Records").get(3).get("ErrorCode").asString())
        .isEqualTo("ProvisionedThroughputExceededException");
    assertThat(answer.get("Records").get(2).get("SequenceNumber").asString()).startsWith("49");
    assertThat(kinesis.values("s", 0)).hasSize(3);
  }

  @Test
  void aShardIsReadFiveTimesASecondWhenLimitsAreEnforced() {
    restart(config.withKinesisLimits(KinesisLimits.AWS));
    kinesis.create("s", 1);
    String iterator = kinesis.iterator("s", 0, "LATEST");
    for (int i = 0; i < 5; i++) {
      kinesis.read(iterator);
    }
    assertThat(kinesis.error("GetRecords", "{'ShardIterator':'" + iterator + "'}"))
        .startsWith("ProvisionedThroughputExceededException: Rate exceeded for shard");
    clock.advance(Duration.ofMillis(200));
    kinesis.read(iterator);
  }

  @Test
  void apiRatesAndTheNumberOfShardsAreLimitedWhenLimitsAreEnforced() {
    restart(config.withKinesisLimits(KinesisLimits.AWS));
    for (int i = 0; i < 5; i++) {
      kinesis.create("s" + i, 1);
    }
    assertThat(kinesis.error("CreateStream", "{'StreamName':'t','ShardCount':1}"))
        .startsWith("LimitExceededException: Rate exceeded");
    clock.advance(Duration.ofSeconds(1));
    assertThat(kinesis.error("CreateStream", "{'StreamName':'t','ShardCount':496}"))
        .startsWith("LimitExceededException: This request would exceed the shard limit");
  }

  private String status() {
    return kinesis
        .call("DescribeStreamSummary", "{'StreamName':'s'}")
        .get("StreamDescriptionSummary")
        .get("StreamStatus")
        .asString();
  }

  private int shards() {
    return kinesis.call("ListShards", "{'StreamName':'s'}").get("Shards").size();
  }
}
