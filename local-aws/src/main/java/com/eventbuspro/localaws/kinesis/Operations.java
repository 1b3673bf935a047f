package com.eventbuspro.localaws.kinesis;

import java.util.HashMap;
import java.util.Map;

/** All operations by name. */
final class Operations {
  private Operations() {}

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
    return Map.copyOf(all);
  }
}
