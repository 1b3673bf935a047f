package com.eventbuspro.localaws.s3;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** The settings of a bucket that S3Proxy does not keep, each a sub-resource of its own. */
enum BucketSetting {
  ENCRYPTION(
      "encryption",
      "ServerSideEncryptionConfiguration",
      "s3:GetEncryptionConfiguration",
      "s3:PutEncryptionConfiguration",
      "s3:PutEncryptionConfiguration",
      "ServerSideEncryptionConfigurationNotFoundError",
      "The server side encryption configuration was not found"),
  PUBLIC_ACCESS_BLOCK(
      "publicAccessBlock",
      "PublicAccessBlockConfiguration",
      "s3:GetBucketPublicAccessBlock",
      "s3:PutBucketPublicAccessBlock",
      "s3:PutBucketPublicAccessBlock",
      "NoSuchPublicAccessBlockConfiguration",
      "The public access block configuration was not found"),
  POLICY(
      "policy",
      "",
      "s3:GetBucketPolicy",
      "s3:PutBucketPolicy",
      "s3:DeleteBucketPolicy",
      "NoSuchBucketPolicy",
      "The bucket policy does not exist"),
  TAGGING(
      "tagging",
      "Tagging",
      "s3:GetBucketTagging",
      "s3:PutBucketTagging",
      "s3:PutBucketTagging",
      "NoSuchTagSet",
      "The TagSet does not exist"),
  /** Stored and told, but old versions of objects are not kept. */
  VERSIONING(
      "versioning",
      "VersioningConfiguration",
      "s3:GetBucketVersioning",
      "s3:PutBucketVersioning",
      "s3:PutBucketVersioning",
      "NoSuchVersioningConfiguration",
      "The bucket was never versioned");

  private final String parameter;
  private final String rootElement;
  private final String readAction;
  private final String writeAction;
  private final String deleteAction;
  private final String missingCode;
  private final String missingMessage;

  BucketSetting(
      String parameter,
      String rootElement,
      String readAction,
      String writeAction,
      String deleteAction,
      String missingCode,
      String missingMessage) {
    this.parameter = parameter;
    this.rootElement = rootElement;
    this.readAction = readAction;
    this.writeAction = writeAction;
    this.deleteAction = deleteAction;
    this.missingCode = missingCode;
    this.missingMessage = missingMessage;
  }

  /** The setting a request on a bucket is about, if it is about one. */
  static Optional<BucketSetting> of(HttpServletRequest request, S3Target target) {
    if (target.isBucket()) {
      for (BucketSetting setting : values()) {
        if (request.getParameter(setting.parameter) != null) {
          return Optional.of(setting);
        }
      }
    }
    return Optional.empty();
  }

  /** IAM action that a request with this method needs. */
  String action(String method) {
    return switch (method) {
      case "PUT" -> writeAction;
      case "DELETE" -> deleteAction;
      default -> readAction;
    };
  }

  /** Name of the XML document's root; empty for the policy, which is JSON. */
  String rootElement() {
    return rootElement;
  }

  String fileName() {
    return parameter + (this == POLICY ? ".json" : ".xml");
  }

  S3Failure missing() {
    return new S3Failure(404, missingCode, missingMessage);
  }
}
