package com.eventbuspro.provisioner.bucket;

import java.util.Map;
import java.util.Optional;

/**
 * Makes and changes buckets of our own account; one of another account is refused, whatever its
 * name. Every change is asked for once, never repeated. All methods throw {@link
 * com.eventbuspro.provisioner.engine.CloudException}. Safe for use by many threads.
 */
public interface ObjectStoreAdmin {
  /** The bucket as it is now; empty when there is none. */
  Optional<BucketDescription> describe(String bucket);

  /** Creates an empty bucket. */
  void create(String bucket);

  /** Sets exactly these tags. */
  void setTags(String bucket, Map<String, String> tags);

  /** Lets no policy or list ever open the bucket to the public. */
  void blockPublicAccess(String bucket);

  /** Encrypts new objects with keys that S3 manages. */
  void encrypt(String bucket);

  /** Replaces the bucket's policy. */
  void setPolicy(String bucket, String policy);
}
