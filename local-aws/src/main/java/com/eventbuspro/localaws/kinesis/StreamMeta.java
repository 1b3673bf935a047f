package com.eventbuspro.localaws.kinesis;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a stream that is kept besides records; replaced as a whole by each change.
 *
 * @param version of this layout on disk
 * @param name AWS's name
 * @param directory folder with the shards' records, beside this file
 * @param createdMillis also tells a stream from an earlier one of the same name
 * @param retentionHours 24 to 8,760
 * @param keyId KMS key while encryption is on
 * @param metrics shard-level metrics that were enabled
 * @param shards ascending by number; closed ones leave when their records have expired
 * @param nextShard number for the next new shard
 * @param deleting set for good by DeleteStream
 */
record StreamMeta(
    int version,
    String name,
    String directory,
    long createdMillis,
    StreamMode mode,
    int retentionHours,
    @Nullable String keyId,
    Map<String, String> tags,
    Set<String> metrics,
    List<ShardMeta> shards,
    int nextShard,
    boolean deleting) {
  static final int VERSION = 1;
  static final int DEFAULT_RETENTION_HOURS = 24;

  StreamMeta {
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "Stream "
              + name
              + " was written by another version of local-aws (layout "
              + version
              + ")");
    }
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    metrics = Collections.unmodifiableSet(new TreeSet<>(metrics));
    shards = List.copyOf(shards);
  }

  List<ShardMeta> openShards() {
    return shards.stream().filter(ShardMeta::isOpen).toList();
  }

  StreamMeta withMode(StreamMode newMode) {
    return new StreamMeta(
        version,
        name,
        directory,
        createdMillis,
        newMode,
        retentionHours,
        keyId,
        tags,
        metrics,
        shards,
        nextShard,
        deleting);
  }

  StreamMeta withRetentionHours(int hours) {
    return new StreamMeta(
        version,
        name,
        directory,
        createdMillis,
        mode,
        hours,
        keyId,
        tags,
        metrics,
        shards,
        nextShard,
        deleting);
  }

  StreamMeta withKeyId(@Nullable String newKeyId) {
    return new StreamMeta(
        version,
        name,
        directory,
        createdMillis,
        mode,
        retentionHours,
        newKeyId,
        tags,
        metrics,
        shards,
        nextShard,
        deleting);
  }

  StreamMeta withTags(Map<String, String> newTags) {
    return new StreamMeta(
        version,
        name,
        directory,
        createdMillis,
        mode,
        retentionHours,
        keyId,
        newTags,
        metrics,
        shards,
        nextShard,
        deleting);
  }

  StreamMeta withMetrics(Set<String> newMetrics) {
    return new StreamMeta(
        version,
        name,
        directory,
        createdMillis,
        mode,
        retentionHours,
        keyId,
        tags,
        newMetrics,
        shards,
        nextShard,
        deleting);
  }

  StreamMeta withShards(List<ShardMeta> newShards, int newNextShard) {
    return new StreamMeta(
        version,
        name,
        directory,
        createdMillis,
        mode,
        retentionHours,
        keyId,
        tags,
        metrics,
        newShards,
        newNextShard,
        deleting);
  }

  StreamMeta mapShards(UnaryOperator<ShardMeta> change) {
    return withShards(shards.stream().map(change).toList(), nextShard);
  }

  StreamMeta asDeleting() {
    return new StreamMeta(
        version,
        name,
        directory,
        createdMillis,
        mode,
        retentionHours,
        keyId,
        tags,
        metrics,
        shards,
        nextShard,
        true);
  }
}
