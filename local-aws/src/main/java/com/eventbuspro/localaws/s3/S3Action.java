package com.eventbuspro.localaws.s3;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The IAM action that an S3 request stands for.
 *
 * @param name for instance {@code s3:GetObject}
 * @param arn what it is done to
 */
record S3Action(String name, String arn) {

  /**
   * Reads the action off method, path and parameters, as S3's authorization reference lists them.
   */
  static S3Action of(HttpServletRequest request, S3Target target) {
    String name =
        BucketSetting.of(request, target)
            .map(setting -> setting.action(request.getMethod()))
            .orElseGet(
                () ->
                    target.isService()
                        ? "s3:ListAllMyBuckets"
                        : target.isBucket() ? ofBucket(request) : ofObject(request));
    return new S3Action(name, target.arn());
  }

  private static String ofBucket(HttpServletRequest request) {
    return switch (request.getMethod()) {
      case "GET" -> readOfBucket(request);
      case "HEAD" -> "s3:ListBucket";
      case "PUT" -> has(request, "acl") ? "s3:PutBucketAcl" : "s3:CreateBucket";
      case "DELETE" -> "s3:DeleteBucket";
      case "POST" -> deletesMany(request);
      default -> throw S3Failure.notImplemented(request.getMethod());
    };
  }

  private static String readOfBucket(HttpServletRequest request) {
    if (has(request, "location")) {
      return "s3:GetBucketLocation";
    }
    if (has(request, "versions")) {
      return "s3:ListBucketVersions";
    }
    if (has(request, "uploads")) {
      return "s3:ListBucketMultipartUploads";
    }
    return has(request, "acl") ? "s3:GetBucketAcl" : "s3:ListBucket";
  }

  private static String deletesMany(HttpServletRequest request) {
    if (!has(request, "delete")) {
      // A browser's form upload: signed by a form field, not by the request.
      throw S3Failure.notImplemented("POST of a form");
    }
    return "s3:DeleteObject";
  }

  private static String ofObject(HttpServletRequest request) {
    String version = has(request, "versionId") ? "Version" : "";
    return switch (request.getMethod()) {
      case "GET" -> readOfObject(request, version);
      case "HEAD" -> "s3:GetObject" + version;
      case "PUT" -> has(request, "acl") ? "s3:PutObjectAcl" : "s3:PutObject";
      case "POST" -> "s3:PutObject";
      case "DELETE" ->
          has(request, "uploadId") ? "s3:AbortMultipartUpload" : "s3:DeleteObject" + version;
      default -> throw S3Failure.notImplemented(request.getMethod());
    };
  }

  private static String readOfObject(HttpServletRequest request, String version) {
    if (has(request, "uploadId")) {
      return "s3:ListMultipartUploadParts";
    }
    if (has(request, "acl")) {
      return "s3:GetObject" + version + "Acl";
    }
    return has(request, "attributes")
        ? "s3:GetObject" + version + "Attributes"
        : "s3:GetObject" + version;
  }

  /** Condition keys that a listing carries. */
  static Map<String, String> context(HttpServletRequest request) {
    Map<String, String> context = new LinkedHashMap<>();
    for (String name : new String[] {"prefix", "delimiter", "max-keys"}) {
      String value = request.getParameter(name);
      if (value != null) {
        context.put("s3:" + name, value);
      }
    }
    return context;
  }

  private static boolean has(HttpServletRequest request, String parameter) {
    return request.getParameter(parameter) != null;
  }
}
