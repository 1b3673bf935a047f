package com.eventbuspro.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.MetricsName;
import software.amazon.awssdk.services.kinesis.model.StreamMode;

/** How a stream is tagged and set. */
interface SettingsContract extends ContractSubject {
  @Test
  default void retentionGoesUpAndDownWithinBounds() {
    create(1);
    kinesis().increaseStreamRetentionPeriod(b -> b.streamName(stream()).retentionPeriodHours(48));
    awaitActive();
    assertThat(summary().retentionPeriodHours()).isEqualTo(48);
    kinesis().decreaseStreamRetentionPeriod(b -> b.streamName(stream()).retentionPeriodHours(30));
    awaitActive();
    assertThat(summary().retentionPeriodHours()).isEqualTo(30);
    for (Runnable call :
        List.<Runnable>of(
            () ->
                kinesis()
                    .increaseStreamRetentionPeriod(
                        b -> b.streamName(stream()).retentionPeriodHours(25)),
            () ->
                kinesis()
                    .increaseStreamRetentionPeriod(
                        b -> b.streamName(stream()).retentionPeriodHours(8761)),
            () ->
                kinesis()
                    .decreaseStreamRetentionPeriod(
                        b -> b.streamName(stream()).retentionPeriodHours(31)),
            () ->
                kinesis()
                    .decreaseStreamRetentionPeriod(
                        b -> b.streamName(stream()).retentionPeriodHours(23)))) {
      assertThatThrownBy(call::run)
          .isInstanceOf(InvalidArgumentException.class)
          .satisfies(e -> hasText(e, "etention period"));
    }
  }

  @Test
  default void tagsAreAddedReplacedAndRemoved() {
    create(1);
    kinesis().addTagsToStream(b -> b.streamName(stream()).tags(Map.of("team", "a", "cost", "1")));
    kinesis().addTagsToStream(b -> b.streamName(stream()).tags(Map.of("team", "b")));
    assertThat(tags()).containsExactlyInAnyOrderEntriesOf(Map.of("team", "b", "cost", "1"));
    kinesis().removeTagsFromStream(b -> b.streamName(stream()).tagKeys("cost", "unknown"));
    assertThat(tags()).containsExactlyInAnyOrderEntriesOf(Map.of("team", "b"));
    var page = kinesis().listTagsForStream(b -> b.streamName(stream()).limit(1));
    assertThat(page.hasMoreTags()).isFalse();
  }

  @Test
  default void tagsAreAlsoManagedByArn() {
    create(1);
    String arn = summary().streamARN();
    kinesis().tagResource(b -> b.resourceARN(arn).tags(Map.of("team", "a", "cost", "1")));
    kinesis().untagResource(b -> b.resourceARN(arn).tagKeys("cost"));
    assertThat(kinesis().listTagsForResource(b -> b.resourceARN(arn)).tags())
        .singleElement()
        .satisfies(tag -> assertThat(tag.key()).isEqualTo("team"));
  }

  @Test
  default void reservedTagKeysAreRefused() {
    create(1);
    assertThatThrownBy(
            () -> kinesis().addTagsToStream(b -> b.streamName(stream()).tags(Map.of("aws:x", "y"))))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  default void encryptionStartsAndStops() {
    create(1);
    kinesis()
        .startStreamEncryption(
            b ->
                b.streamName(stream())
                    .encryptionType(EncryptionType.KMS)
                    .keyId("alias/aws/kinesis"));
    awaitActive();
    assertThat(summary().encryptionType()).isEqualTo(EncryptionType.KMS);
    assertThat(summary().keyId()).isEqualTo("alias/aws/kinesis");
    assertThat(put("k", "v").encryptionType()).isEqualTo(EncryptionType.KMS);
    assertThat(readAll(FIRST_SHARD).get(0).encryptionType()).isEqualTo(EncryptionType.KMS);
    kinesis()
        .stopStreamEncryption(
            b ->
                b.streamName(stream())
                    .encryptionType(EncryptionType.KMS)
                    .keyId("alias/aws/kinesis"));
    awaitActive();
    assertThat(summary().encryptionType()).isEqualTo(EncryptionType.NONE);
  }

  @Test
  default void aStreamChangesItsMode() {
    create(1);
    kinesis()
        .updateStreamMode(
            b ->
                b.streamARN(summary().streamARN())
                    .streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND)));
    awaitActive();
    assertThat(summary().streamModeDetails().streamMode()).isEqualTo(StreamMode.ON_DEMAND);
  }

  @Test
  default void shardMetricsAreEnabledAndDisabled() {
    create(1);
    var enabled =
        kinesis()
            .enableEnhancedMonitoring(
                b ->
                    b.streamName(stream())
                        .shardLevelMetrics(MetricsName.INCOMING_BYTES, MetricsName.OUTGOING_BYTES));
    assertThat(enabled.currentShardLevelMetrics()).isEmpty();
    assertThat(enabled.desiredShardLevelMetrics())
        .containsExactlyInAnyOrder(MetricsName.INCOMING_BYTES, MetricsName.OUTGOING_BYTES);
    awaitActive();
    var disabled =
        kinesis()
            .disableEnhancedMonitoring(
                b -> b.streamName(stream()).shardLevelMetrics(MetricsName.ALL));
    assertThat(disabled.desiredShardLevelMetrics()).isEmpty();
  }
}
