package com.eventbuspro.localaws.iam;

import com.eventbuspro.localaws.query.Parameters;
import java.util.Map;
import java.util.regex.Pattern;

/** Parameters that many operations take, with IAM's limits. */
final class Names {
  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]+");
  private static final Pattern PATH = Pattern.compile("(/)|(/[\\x21-\\x7E]+/)");
  private static final Pattern PREFIX = Pattern.compile("/[\\x21-\\x7E]*");
  private static final Pattern ARN = Pattern.compile("arn:[\\x20-\\x7E]+");
  private static final int MAX_TAGS = 50;

  private Names() {}

  static String role(Parameters in) {
    return in.required("RoleName", NAME, 64);
  }

  static String user(Parameters in) {
    return in.required("UserName", NAME, 64);
  }

  static String policy(Parameters in) {
    return in.required("PolicyName", NAME, 128);
  }

  static String policyArn(Parameters in) {
    return in.required("PolicyArn", ARN, 2048);
  }

  static String path(Parameters in) {
    return in.text("Path", PATH, 512).orElse("/");
  }

  static String pathPrefix(Parameters in) {
    return in.text("PathPrefix", PREFIX, 512).orElse("/");
  }

  static Map<String, String> tags(Parameters in) {
    return limited(in.tags());
  }

  static Map<String, String> limited(Map<String, String> tags) {
    if (tags.size() > MAX_TAGS) {
      throw IamErrors.limitExceeded("The number of tags has reached the maximum limit.");
    }
    return tags;
  }
}
