package com.eventbuspro.provisioner.aws;

import com.eventbuspro.provisioner.bucket.BucketDescription;
import com.eventbuspro.provisioner.bucket.BucketDescription.PublicAccess;
import com.eventbuspro.provisioner.bucket.ObjectStoreAdmin;
import com.eventbuspro.provisioner.ownership.Account;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * {@link ObjectStoreAdmin} on Amazon S3. Every call names the account that must own the bucket,
 * since bucket names are shared by all accounts of the world.
 */
final class S3ObjectStoreAdmin implements ObjectStoreAdmin {
  private static final String REGION_WITHOUT_CONSTRAINT = "us-east-1";

  private final S3Client s3;
  private final Supplier<Account> account;
  private final String region;

  S3ObjectStoreAdmin(S3Client s3, Supplier<Account> account, String region) {
    this.s3 = s3;
    this.account = account;
    this.region = region;
  }

  @Override
  public Optional<BucketDescription> describe(String bucket) {
    String owner = owner();
    return SdkFailures.read(
        "Describing bucket " + bucket,
        () -> {
          try {
            s3.headBucket(r -> r.bucket(bucket).expectedBucketOwner(owner));
          } catch (NoSuchBucketException e) {
            return Optional.empty();
          }
          return Optional.of(
              new BucketDescription(
                  encryption(bucket, owner),
                  publicAccess(bucket, owner),
                  policy(bucket, owner),
                  tags(bucket, owner)));
        });
  }

  @Override
  public void create(String bucket) {
    CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(bucket);
    if (!region.equals(REGION_WITHOUT_CONSTRAINT)) {
      request.createBucketConfiguration(c -> c.locationConstraint(region));
    }
    SdkFailures.change("Creating bucket " + bucket, () -> s3.createBucket(request.build()));
  }

  @Override
  public void setTags(String bucket, Map<String, String> tags) {
    List<Tag> set =
        tags.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    String owner = owner();
    SdkFailures.change(
        "Tagging bucket " + bucket,
        () ->
            s3.putBucketTagging(
                r -> r.bucket(bucket).expectedBucketOwner(owner).tagging(t -> t.tagSet(set))));
  }

  @Override
  public void blockPublicAccess(String bucket) {
    String owner = owner();
    SdkFailures.change(
        "Blocking public access to bucket " + bucket,
        () ->
            s3.putPublicAccessBlock(
                r ->
                    r.bucket(bucket)
                        .expectedBucketOwner(owner)
                        .publicAccessBlockConfiguration(
                            block ->
                                block
                                    .blockPublicAcls(true)
                                    .ignorePublicAcls(true)
                                    .blockPublicPolicy(true)
                                    .restrictPublicBuckets(true))));
  }

  @Override
  public void encrypt(String bucket) {
    ServerSideEncryptionRule rule =
        ServerSideEncryptionRule.builder()
            .applyServerSideEncryptionByDefault(e -> e.sseAlgorithm(ServerSideEncryption.AES256))
            .build();
    String owner = owner();
    SdkFailures.change(
        "Setting the default encryption of bucket " + bucket,
        () ->
            s3.putBucketEncryption(
                r ->
                    r.bucket(bucket)
                        .expectedBucketOwner(owner)
                        .serverSideEncryptionConfiguration(c -> c.rules(rule))));
  }

  @Override
  public void setPolicy(String bucket, String policy) {
    String owner = owner();
    SdkFailures.change(
        "Setting the policy of bucket " + bucket,
        () -> s3.putBucketPolicy(r -> r.bucket(bucket).expectedBucketOwner(owner).policy(policy)));
  }

  private @Nullable String encryption(String bucket, String owner) {
    return unlessMissing(
            "ServerSideEncryptionConfigurationNotFoundError",
            () -> s3.getBucketEncryption(r -> r.bucket(bucket).expectedBucketOwner(owner)))
        .flatMap(answer -> answer.serverSideEncryptionConfiguration().rules().stream().findFirst())
        .map(rule -> rule.applyServerSideEncryptionByDefault().sseAlgorithmAsString())
        .orElse(null);
  }

  private PublicAccess publicAccess(String bucket, String owner) {
    boolean blocked =
        unlessMissing(
                "NoSuchPublicAccessBlockConfiguration",
                () -> s3.getPublicAccessBlock(r -> r.bucket(bucket).expectedBucketOwner(owner)))
            .map(answer -> allBlocked(answer.publicAccessBlockConfiguration()))
            .orElse(false);
    return blocked ? PublicAccess.BLOCKED : PublicAccess.POSSIBLE;
  }

  private static boolean allBlocked(PublicAccessBlockConfiguration block) {
    return block.blockPublicAcls()
        && block.ignorePublicAcls()
        && block.blockPublicPolicy()
        && block.restrictPublicBuckets();
  }

  private @Nullable String policy(String bucket, String owner) {
    return unlessMissing(
            "NoSuchBucketPolicy",
            () -> s3.getBucketPolicy(r -> r.bucket(bucket).expectedBucketOwner(owner)).policy())
        .orElse(null);
  }

  private Map<String, String> tags(String bucket, String owner) {
    Map<String, String> tags = new HashMap<>();
    unlessMissing(
            "NoSuchTagSet",
            () -> s3.getBucketTagging(r -> r.bucket(bucket).expectedBucketOwner(owner)))
        .ifPresent(answer -> answer.tagSet().forEach(tag -> tags.put(tag.key(), tag.value())));
    return tags;
  }

  private static <T> Optional<T> unlessMissing(String code, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (S3Exception e) {
      if (SdkFailures.code(e).equals(code)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private String owner() {
    return account.get().id();
  }
}
