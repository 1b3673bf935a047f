package com.eventbuspro.localaws.s3;

import com.eventbuspro.localaws.auth.policy.PolicyDocument;
import com.eventbuspro.localaws.disk.DurableFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps the settings of buckets, one small file each, durable when a change is acknowledged. */
final class BucketSettingsStore {
  /** Bucket names become directory names, so nothing else may get here. */
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,254}");

  private record Place(String bucket, BucketSetting setting) {}

  private final Path directory;
  private final ConcurrentHashMap<Place, Optional<byte[]>> documents = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Optional<PolicyDocument>> policies =
      new ConcurrentHashMap<>();

  BucketSettingsStore(Path directory) {
    this.directory = directory;
  }

  Optional<byte[]> find(String bucket, BucketSetting setting) {
    if (!BUCKET.matcher(bucket).matches()) {
      return Optional.empty();
    }
    return documents.computeIfAbsent(
        new Place(bucket, setting), place -> DurableFile.read(file(bucket, setting)));
  }

  /** The bucket's policy, ready to decide by; null when it has none. */
  @Nullable PolicyDocument policy(String bucket) {
    return policies
        .computeIfAbsent(
            bucket,
            name ->
                find(name, BucketSetting.POLICY)
                    .map(json -> new String(json, StandardCharsets.UTF_8))
                    .map(PolicyDocument::parseResourcePolicy))
        .orElse(null);
  }

  void put(String bucket, BucketSetting setting, byte[] document) {
    change(bucket, setting, Optional.of(document));
  }

  void delete(String bucket, BucketSetting setting) {
    change(bucket, setting, Optional.empty());
  }

  /** A bucket made anew has no settings, whatever one of the same name had before. */
  void forget(String bucket) {
    if (BUCKET.matcher(bucket).matches()) {
      for (BucketSetting setting : BucketSetting.values()) {
        delete(bucket, setting);
      }
    }
  }

  private synchronized void change(
      String bucket, BucketSetting setting, Optional<byte[]> document) {
    Path file = file(bucket, setting);
    document.ifPresentOrElse(
        content -> DurableFile.write(file, content), () -> DurableFile.delete(file));
    documents.put(new Place(bucket, setting), document);
    policies.remove(bucket);
  }

  private Path file(String bucket, BucketSetting setting) {
    if (!BUCKET.matcher(bucket).matches()) {
      throw S3Failure.noSuchBucket();
    }
    return directory.resolve(bucket).resolve(setting.fileName());
  }
}
