package com.eventbuspro.localaws.auth;

import com.eventbuspro.localaws.auth.policy.ConditionKeys;
import com.eventbuspro.localaws.http.AccessRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys of a request: the service's own, the caller's, and the global ones.
 *
 * <p>{@code aws:SecureTransport} is true unless the service says otherwise: these endpoints speak
 * plain HTTP, but on loopback, where nobody can listen. If it were false, the usual bucket policy
 * that demands TLS would lock everybody out.
 */
record RequestFacts(
    AccessRequest request, @Nullable String roleArn, Map<String, String> caller, Clock clock)
    implements ConditionKeys {

  @Override
  public List<String> values(String key) {
    for (Map.Entry<String, String> own : request.context().entrySet()) {
      if (own.getKey().equalsIgnoreCase(key)) {
        return List.of(own.getValue());
      }
    }
    String fact = caller.get(key);
    if (fact != null) {
      return List.of(fact);
    }
    return switch (key) {
      case "aws:securetransport" -> List.of("true");
      case "aws:sourceip" -> List.of("127.0.0.1");
      case "aws:currenttime" -> List.of(clock.instant().toString());
      case "aws:epochtime" -> List.of(Long.toString(clock.instant().getEpochSecond()));
      case "aws:principalarn" -> List.of(roleArn == null ? request.caller().arn() : roleArn);
      case "aws:principalaccount", "aws:resourceaccount" -> List.of(request.caller().accountId());
      case "aws:userid" -> List.of(request.caller().userId());
      default -> List.of();
    };
  }
}
