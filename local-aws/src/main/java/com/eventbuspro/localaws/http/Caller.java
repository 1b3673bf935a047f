package com.eventbuspro.localaws.http;

import java.util.Objects;

/**
 * The principal a request was signed by.
 *
 * @param accessKeyId access key it was signed with; identifies a session of an assumed role too
 * @param accountId twelve digits
 * @param arn for instance {@code arn:aws:iam::000000000000:root} or {@code
 *     arn:aws:sts::…:assumed-role/…}
 * @param userId what GetCallerIdentity calls UserId
 */
public record Caller(String accessKeyId, String accountId, String arn, String userId) {
  public Caller {
    Objects.requireNonNull(accessKeyId, "accessKeyId");
    Objects.requireNonNull(accountId, "accountId");
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(userId, "userId");
  }

  /** The account's root user, who may do everything. */
  public static Caller root(String accessKeyId, String accountId) {
    return new Caller(accessKeyId, accountId, "arn:aws:iam::" + accountId + ":root", accountId);
  }
}
