package com.eventbuspro.localaws.kinesis;

import java.util.HashMap;
import java.util.Map;

/** All operations by name. */
final class Operations {
  private Operations() {}

  /** Every operation of these streams. */
  static Map<String, Operation> of(Kinesis kinesis) {
    ApiLimits limits = new ApiLimits(kinesis.config().kinesisLimits(), kinesis.clock());
    RecordWriter writer = new RecordWriter(kinesis);
    Map<String, Operation> all = new HashMap<>();
    all.put("CreateStream", new CreateStream(kinesis, limits));
    all.put("DescribeStreamSummary", new DescribeStreamSummary(kinesis, limits));
    all.put("DescribeStream", new DescribeStream(kinesis, limits));
    all.put("ListStreams", new ListStreams(kinesis, limits));
    all.put("DeleteStream", new DeleteStream(kinesis, limits));
    all.put("ListShards", new ListShards(kinesis, limits));
    all.put("PutRecord", new PutRecord(kinesis, writer));
    all.put("PutRecords", new PutRecords(kinesis, writer));
    all.put("GetShardIterator", new GetShardIterator(kinesis));
    all.put("GetRecords", new GetRecords(kinesis));
    ShardChanges shards = new ShardChanges(kinesis, limits);
    all.put("SplitShard", shards::split);
    all.put("MergeShards", shards::merge);
    all.put("UpdateShardCount", shards::updateCount);
    TagChanges tags = new TagChanges(kinesis);
    all.put("AddTagsToStream", tags::addToStream);
    all.put("RemoveTagsFromStream", tags::removeFromStream);
    all.put("ListTagsForStream", tags::listForStream);
    all.put("TagResource", tags::tagResource);
    all.put("UntagResource", tags::untagResource);
    all.put("ListTagsForResource", tags::listForResource);
    SettingChanges settings = new SettingChanges(kinesis);
    all.put("IncreaseStreamRetentionPeriod", settings::increaseRetention);
    all.put("DecreaseStreamRetentionPeriod", settings::decreaseRetention);
    all.put("StartStreamEncryption", settings::startEncryption);
    all.put("StopStreamEncryption", settings::stopEncryption);
    all.put("UpdateStreamMode", settings::updateMode);
    all.put("EnableEnhancedMonitoring", settings::enableMonitoring);
    all.put("DisableEnhancedMonitoring", settings::disableMonitoring);
    AccountOperations account = new AccountOperations(kinesis, limits);
    all.put("DescribeLimits", account::describeLimits);
    all.put("DescribeAccountSettings", account::describeAccountSettings);
    return Map.copyOf(all);
  }
}
