package com.eventbuspro.localaws.sts;

import com.eventbuspro.localaws.auth.PolicyAuthorizer;
import com.eventbuspro.localaws.auth.policy.PolicyDocument;
import com.eventbuspro.localaws.auth.policy.PolicySyntaxException;
import com.eventbuspro.localaws.http.AccessRequest;
import com.eventbuspro.localaws.http.AwsException;
import com.eventbuspro.localaws.http.Caller;
import com.eventbuspro.localaws.iam.RoleSessions;
import com.eventbuspro.localaws.iam.RoleSessions.Assumable;
import com.eventbuspro.localaws.iam.Session;
import com.eventbuspro.localaws.query.Operation;
import com.eventbuspro.localaws.query.Parameters;
import com.eventbuspro.localaws.query.Xml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Gives temporary credentials of a role to whom its trust policy names.
 *
 * <p>Unlike AWS, root may assume roles too where the trust policy names the account: on one machine
 * it is the only identity at hand.
 */
final class AssumeRole implements Operation {
  private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final Pattern ANY = Pattern.compile("[\\s\\S]+");
  private static final int DEFAULT_SECONDS = 3600;
  private static final int MIN_SECONDS = 900;
  private static final int MAX_SECONDS = 12 * 3600;
  private static final int MAX_POLICY = 2048;

  private final RoleSessions sessions;
  private final PolicyAuthorizer authorizer;

  AssumeRole(RoleSessions sessions, PolicyAuthorizer authorizer) {
    this.sessions = sessions;
    this.authorizer = authorizer;
  }

  @Override
  public void run(Parameters in, Caller caller, Xml out) {
    String arn = in.required("RoleArn", ANY, 2048);
    String name = in.required("RoleSessionName", SESSION_NAME, 64);
    Assumable role = sessions.find(arn).orElseThrow(() -> denied(caller, arn));
    requireTrust(role, caller, in, name);
    Session session = sessions.start(role, name, length(in, role, caller), policies(in), in.tags());
    answer(out, session);
  }

  /**
   * The trust policy must speak for the caller; where it only names the account, the caller's own
   * policies must too.
   */
  private void requireTrust(Assumable role, Caller caller, Parameters in, String sessionName) {
    Map<String, String> context = new HashMap<>();
    context.put("sts:RoleSessionName", sessionName);
    in.text("ExternalId").ifPresent(id -> context.put("sts:ExternalId", id));
    in.tags().forEach((key, value) -> context.put("aws:RequestTag/" + key, value));
    AccessRequest question = new AccessRequest(caller, "sts:AssumeRole", role.arn(), context);
    PolicyDocument trust = PolicyDocument.parseTrustPolicy(role.trustPolicy());
    if (!authorizer.trusts(question, trust)) {
      throw denied(caller, role.arn());
    }
  }

  private static Duration length(Parameters in, Assumable role, Caller caller) {
    int seconds = in.number("DurationSeconds", MIN_SECONDS, MAX_SECONDS).orElse(DEFAULT_SECONDS);
    Duration length = Duration.ofSeconds(seconds);
    if (length.compareTo(role.longest()) > 0) {
      throw validation(
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    if (caller.arn().contains(":assumed-role/") && seconds > DEFAULT_SECONDS) {
      throw validation(
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
    }
    return length;
  }

  private List<String> policies(Parameters in) {
    List<String> policies = new ArrayList<>();
    in.text("Policy", ANY, MAX_POLICY).ifPresent(policies::add);
    for (String arn : in.list("PolicyArns", "arn")) {
      policies.add(
          sessions
              .managedPolicy(arn)
              .orElseThrow(
                  () ->
                      new AwsException(
                          400, "ValidationError", "Policy " + arn + " was not found.")));
    }
    for (String policy : policies) {
      try {
        PolicyDocument.parseIdentityPolicy(policy);
      } catch (PolicySyntaxException e) {
        throw new AwsException(400, "MalformedPolicyDocument", e.text());
      }
    }
    return policies;
  }

  private void answer(Xml out, Session session) {
    out.element(
            "Credentials",
            () ->
                out.text("AccessKeyId", session.accessKeyId())
                    .text("SecretAccessKey", session.secretKey())
                    .text("SessionToken", session.token())
                    .time("Expiration", session.expires()))
        .element(
            "AssumedRoleUser",
            () ->
                out.text("AssumedRoleId", session.userId())
                    .text("Arn", session.arn(sessions.accountId())));
  }

  private static AwsException denied(Caller caller, String arn) {
    return new AwsException(
        403,
        "AccessDenied",
        "User: "
            + caller.arn()
            + " is not authorized to perform: sts:AssumeRole on resource: "
            + arn);
  }

  private static AwsException validation(String message) {
    return new AwsException(400, "ValidationError", message);
  }
}
