package com.eventbuspro.localaws.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which operation of which service a request is meant for. */
record Target(String service, String action) {
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([^&]*)");
  private static final Pattern VERSION = Pattern.compile("(?:^|&)Version=([^&]*)");
  private static final Map<String, String> SERVICE_OF_VERSION =
      Map.of("2010-05-08", "iam", "2011-06-15", "sts");

  static Target of(HttpHeaders headers, @Nullable String query, byte[] body) {
    String target = headers.first("X-Amz-Target");
    if (target != null) {
      int dot = target.indexOf('.');
      String prefix = dot < 0 ? "" : target.substring(0, dot);
      String service = prefix.startsWith("Kinesis_") ? "kinesis" : signingName(headers);
      return new Target(service, target.substring(dot + 1));
    }
    String form = form(headers, query, body);
    String action = first(ACTION, form);
    // Unsigned STS calls have no credential scope; the API version tells them.
    String named = SERVICE_OF_VERSION.getOrDefault(first(VERSION, form), "");
    String service = named.isEmpty() ? signingName(headers) : named;
    return new Target(service, action);
  }

  private static String form(HttpHeaders headers, @Nullable String query, byte[] body) {
    String type = headers.first("Content-Type");
    boolean isForm = type != null && type.startsWith("application/x-www-form-urlencoded");
    return isForm ? new String(body, StandardCharsets.UTF_8) : query == null ? "" : query;
  }

  private static String signingName(HttpHeaders headers) {
    String authorization = headers.first("Authorization");
    return authorization == null
        ? ""
        : CredentialScope.parse(authorization).map(CredentialScope::service).orElse("");
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return "";
    }
    try {
      return URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return ""; // a broken escape names no action
    }
  }
}
