package com.eventbuspro.localaws.iam;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Temporary credentials of a role that was assumed.
 *
 * @param accessKeyId identifies the session
 * @param secretKey signs its requests; never logged
 * @param token must be sent along
 * @param created when
 * @param expires when it ends
 * @param roleName the role
 * @param roleId a role made anew under the same name does not inherit sessions
 * @param name chosen by who assumed the role
 * @param policies documents that restrict it further
 * @param tags session tags
 */
public record Session(
    String accessKeyId,
    String secretKey,
    String token,
    Instant created,
    Instant expires,
    String roleName,
    String roleId,
    String name,
    List<String> policies,
    Map<String, String> tags) {
  public Session {
    policies = List.copyOf(policies);
    tags = Map.copyOf(tags);
  }

  /** The principal as STS names it. */
  public String arn(String accountId) {
    return "arn:aws:sts::" + accountId + ":assumed-role/" + roleName + "/" + name;
  }

  /** What GetCallerIdentity calls UserId. */
  public String userId() {
    return roleId + ":" + name;
  }

  @Override
  public String toString() {
    return "Session[" + accessKeyId + " of " + roleName + "]";
  }
}
