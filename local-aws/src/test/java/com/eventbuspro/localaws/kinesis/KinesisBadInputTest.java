package com.eventbuspro.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.localaws.KinesisTimings;
import com.eventbuspro.localaws.LocalAwsConfig;
import com.eventbuspro.localaws.http.Authorizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KinesisBadInputTest {
  private static final List<String> ACTIONS =
      List.of(
          "AddTagsToStream",
          "CreateStream",
          "DecreaseStreamRetentionPeriod",
          "DeleteStream",
          "DescribeStream",
          "DescribeStreamSummary",
          "DisableEnhancedMonitoring",
          "EnableEnhancedMonitoring",
          "GetRecords",
          "GetShardIterator",
          "IncreaseStreamRetentionPeriod",
          "ListShards",
          "ListStreams",
          "ListTagsForResource",
          "ListTagsForStream",
          "MergeShards",
          "PutRecord",
          "PutRecords",
          "RemoveTagsFromStream",
          "SplitShard",
          "StartStreamEncryption",
          "StopStreamEncryption",
          "TagResource",
          "UntagResource",
          "UpdateShardCount",
          "UpdateStreamMode");

  private LocalAwsConfig config;
  private InProcessKinesis kinesis;

  @BeforeEach
  void start(@TempDir Path directory) {
    config = LocalAwsConfig.in(directory).withKinesisTimings(KinesisTimings.all(Duration.ZERO));
    kinesis = new InProcessKinesis(config);
  }

  @AfterEach
  void stop() {
    kinesis.close();
  }

  @Test
  void bodiesThatDoNotParseAreRefusedByEveryOperation() {
    List<String> bodies =
        List.of(
            "{",
            "[]",
            "null",
            "7",
            "\"x\"",
            "{\"StreamName\":[}",
            "{\"StreamName\":{\"a\":",
            "\u0000",
            "{\"StreamName\":\"s\u0001\"}",
            "[".repeat(5000));
    for (String action : ACTIONS) {
      for (String body : bodies) {
        assertThat(kinesis.errorRaw(action, body.getBytes(StandardCharsets.UTF_8)))
            .as("%s with %s", action, body)
            .startsWith("SerializationException");
      }
    }
  }

  @Test
  void membersOfTheWrongTypeAreRefused() {
    kinesis.create("s", 1);
    for (String body :
        List.of(
            "{'StreamName':7,'ShardCount':1}",
            "{'StreamName':'t','ShardCount':'many'}",
            "{'StreamName':'t','ShardCount':1.5}",
            "{'StreamName':'t','ShardCount':1,'StreamModeDetails':'ON_DEMAND'}",
            "{'StreamName':'t','ShardCount':1,'Tags':{'a':{}}}")) {
      assertThat(kinesis.error("CreateStream", body)).startsWith("SerializationException");
    }
    for (String body :
        List.of(
            "{'StreamName':'s','Records':{}}",
            "{'StreamName':'s','Records':[7]}",
            "{'StreamName':'s','Records':[{'Data':7,'PartitionKey':'k'}]}",
            "{'StreamName':'s','Records':[{'Data':'!!','PartitionKey':'k'}]}",
            "{'StreamName':'s','Records':[{'Data':'','PartitionKey':7}]}")) {
      assertThat(kinesis.error("PutRecords", body)).startsWith("SerializationException");
    }
  }

  @Test
  void anEmptyBodyNamesWhatIsMissing() {
    assertThat(kinesis.errorRaw("CreateStream", new byte[0]))
        .isEqualTo(
            "ValidationException: 1 validation error detected: Value null at 'streamName' failed to"
                + " satisfy constraint: Member must not be null");
    assertThat(kinesis.errorRaw("PutRecords", new byte[0]))
        .startsWith("ValidationException: 1 validation error detected: Value null at 'records'");
    assertThat(kinesis.errorRaw("DescribeStream", new byte[0]))
        .startsWith("InvalidArgumentException: Neither StreamName nor StreamARN");
  }

  @Test
  void severalViolationsAreToldAtOnce() {
    assertThat(kinesis.error("CreateStream", "{'StreamName':'a b','ShardCount':0}"))
        .isEqualTo(
            "ValidationException: 2 validation errors detected: Value 'a b' at 'streamName' failed to"
                + " satisfy constraint: Member must satisfy regular expression pattern:"
                + " [a-zA-Z0-9_.-]+; Value '0' at 'shardCount' failed to satisfy constraint: Member"
                + " must have value greater than or equal to 1");
  }

  @Test
  void unknownMembersAreIgnored() {
    kinesis.call("CreateStream", "{'StreamName':'s','ShardCount':1,'New':{'deep':[1,{}]}}");
    kinesis.call(
        "PutRecord", "{'New':{'deep':[1,{}]},'StreamName':'s','PartitionKey':'k','Data':''}");
    assertThat(kinesis.values("s", 0)).containsExactly("");
  }

  @Test
  void explicitHashKeysOutOfRangeAreRefused() {
    kinesis.create("s", 1);
    for (String hash : List.of("-1", "01", "x", "340282366920938463463374607431768211456")) {
      assertThat(
              kinesis.error(
                  "PutRecord",
                  "{'StreamName':'s','PartitionKey':'k','Data':'','ExplicitHashKey':'"
                      + hash
                      + "'}"))
          .containsAnyOf("ExplicitHashKey", "explicitHashKey");
    }
    assertThat(kinesis.values("s", 0)).isEmpty();
  }

  @Test
  void namesThatLookLikePathsStayInTheirDirectory() {
    for (String name : List.of(".", "..", "...", "-", "a~b".replace("~", "."))) {
      kinesis.create(name, 1);
      kinesis.put(name, "v");
    }
    kinesis.close();
    kinesis = new InProcessKinesis(config);
    for (String name : List.of(".", "..", "...", "-")) {
      assertThat(kinesis.values(name, 0)).containsExactly("v");
    }
    assertThat(config.dataDirectory()).isDirectoryContaining("glob:**/kinesis");
  }

  @Test
  void anArnOfAnotherAccountOrRegionIsNotFound() {
    kinesis.create("s", 1);
    for (String arn :
        List.of(
            "arn:aws:kinesis:us-east-1:111111111111:stream/s",
            "arn:aws:kinesis:eu-west-1:000000000000:stream/s")) {
      assertThat(kinesis.error("DescribeStreamSummary", "{'StreamARN':'" + arn + "'}"))
          .startsWith("ResourceNotFoundException");
    }
    assertThat(
            kinesis.error(
                "DescribeStreamSummary",
                "{'StreamName':'t','StreamARN':'arn:aws:kinesis:us-east-1:000000000000:stream/s'}"))
        .startsWith("InvalidArgumentException");
  }

  @Test
  void whoMayNotIsTurnedAwayBeforeAnythingIsToldOrDone() {
    kinesis.create("s", 1);
    kinesis.close();
    kinesis =
        new InProcessKinesis(
            config,
            request ->
                request.resourceArn().endsWith("stream/s") && request.action().contains("Get")
                    ? Authorizer.Decision.ALLOWED
                    : new Authorizer.Decision.Denied("not you: " + request.action()));
    kinesis.iterator("s", 0, "LATEST");
    assertThat(kinesis.error("PutRecord", InProcessKinesis.putBody("s", "v")))
        .isEqualTo("AccessDeniedException: not you: kinesis:PutRecord");
    assertThat(kinesis.error("DescribeStream", "{'StreamName':'unknown'}"))
        .isEqualTo("AccessDeniedException: not you: kinesis:DescribeStream");
    assertThat(kinesis.error("CreateStream", "{'StreamName':'t','ShardCount':1}"))
        .startsWith("AccessDeniedException");
    assertThat(kinesis.error("ListStreams", "{}")).startsWith("AccessDeniedException");
    assertThat(kinesis.values("s", 0)).isEmpty();
  }
}
