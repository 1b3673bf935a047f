package com.eventbuspro.localaws.kinesis;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
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
    return with(to -> to.mode = newMode);
  }

  StreamMeta withRetentionHours(int hours) {
    return with(to -> to.retentionHours = hours);
  }

  StreamMeta withKeyId(@Nullable String newKeyId) {
    return with(to -> to.keyId = newKeyId);
  }

  StreamMeta withTags(Map<String, String> newTags) {
    return with(to -> to.tags = newTags);
  }

  StreamMeta withMetrics(Set<String> newMetrics) {
    return with(to -> to.metrics = newMetrics);
  }

  StreamMeta withShards(List<ShardMeta> newShards, int newNextShard) {
    return with(
        to -> {
          to.shards = newShards;
          to.nextShard = newNextShard;
        });
  }

  StreamMeta asDeleting() {
    return with(to -> to.deleting = true);
  }

  private StreamMeta with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.done();
  }

  /** What a copy is made from. */
  private static final class Draft {
    private final int version;
    private final String name;
    private final String directory;
    private final long createdMillis;
    private StreamMode mode;
    private int retentionHours;
    private @Nullable String keyId;
    private Map<String, String> tags;
    private Set<String> metrics;
    private List<ShardMeta> shards;
    private int nextShard;
    private boolean deleting;

    Draft(StreamMeta from) {
      version = from.version;
      name = from.name;
      directory = from.directory;
      createdMillis = from.createdMillis;
      mode = from.mode;
      retentionHours = from.retentionHours;
      keyId = from.keyId;
      tags = from.tags;
      metrics = from.metrics;
      shards = from.shards;
      nextShard = from.nextShard;
      deleting = from.deleting;
    }

    StreamMeta done() {
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
          deleting);
    }
  }
}
