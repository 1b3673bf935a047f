package com.eventbuspro.localaws.auth;

import com.eventbuspro.localaws.auth.policy.PolicyDocument;
import com.eventbuspro.localaws.auth.policy.PolicyDocument.Verdict;
import com.eventbuspro.localaws.auth.policy.Principal;
import com.eventbuspro.localaws.http.AccessRequest;
import com.eventbuspro.localaws.http.Authorizer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides as IAM does: an explicit deny anywhere wins, then an allow is needed, and without one the
 * answer is no.
 *
 * <p>Within one account an identity policy or a resource policy that names the caller suffices;
 * session policies can only take away. Root needs no allow.
 */
public final class PolicyAuthorizer implements Authorizer {
  private final IdentityPolicies identities;
  private final Clock clock;

  /** Decides by the policies found in the given place, at the time of the given clock. */
  public PolicyAuthorizer(IdentityPolicies identities, Clock clock) {
    this.identities = Objects.requireNonNull(identities, "identities");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** Takes every caller for root. */
  public static PolicyAuthorizer rootOnly(Clock clock) {
    return new PolicyAuthorizer(caller -> new CallerPolicies.Root(), clock);
  }

  @Override
  public Decision decide(AccessRequest request) {
    return decide(request, null);
  }

  /**
   * As {@link #decide(AccessRequest)}, for a resource that has a policy of its own; null when it
   * has none.
   */
  public Decision decide(AccessRequest request, @Nullable PolicyDocument resourcePolicy) {
    return identities.of(request.caller()) instanceof CallerPolicies.Bound bound
        ? decideFor(bound, request, resourcePolicy)
        : decideForRoot(request, resourcePolicy);
  }

  /**
   * Whether a trust policy lets a caller assume its role: it must name the caller, or else the
   * account, and then the caller's own policies must allow it as well.
   */
  public boolean trusts(AccessRequest request, PolicyDocument trust) {
    CallerPolicies policies = identities.of(request.caller());
    String roleArn = policies instanceof CallerPolicies.Bound bound ? bound.roleArn() : null;
    Map<String, String> own =
        policies instanceof CallerPolicies.Bound bound ? bound.facts() : Map.of();
    Verdict verdict =
        byResource(trust, request, roleArn, new RequestFacts(request, roleArn, own, clock));
    return (verdict == Verdict.ALLOWED || verdict == Verdict.ALLOWED_TO_ACCOUNT)
        && decide(request, trust) instanceof Decision.Allowed;
  }

  private Decision decideForRoot(AccessRequest request, @Nullable PolicyDocument resourcePolicy) {
    RequestFacts facts = new RequestFacts(request, null, Map.of(), clock);
    return byResource(resourcePolicy, request, null, facts) == Verdict.DENIED
        ? denied(request, "with an explicit deny in a resource-based policy")
        : Decision.ALLOWED;
  }

  private Decision decideFor(
      CallerPolicies.Bound bound, AccessRequest request, @Nullable PolicyDocument resourcePolicy) {
    RequestFacts facts = new RequestFacts(request, bound.roleArn(), bound.facts(), clock);
    Verdict resource = byResource(resourcePolicy, request, bound.roleArn(), facts);
    if (resource == Verdict.DENIED) {
      return denied(request, "with an explicit deny in a resource-based policy");
    }
    Verdict identity = byAny(bound.identity(), request, facts);
    if (identity == Verdict.DENIED) {
      return denied(request, "with an explicit deny in an identity-based policy");
    }
    if (identity != Verdict.ALLOWED && resource != Verdict.ALLOWED) {
      return denied(
          request, "because no identity-based policy allows the " + request.action() + " action");
    }
    if (!bound.session().isEmpty()) {
      Verdict session = byAny(bound.session(), request, facts);
      if (session == Verdict.DENIED) {
        return denied(request, "with an explicit deny in a session policy");
      }
      if (session != Verdict.ALLOWED) {
        return denied(
            request, "because no session policy allows the " + request.action() + " action");
      }
    }
    return Decision.ALLOWED;
  }

  private static Verdict byAny(
      List<PolicyDocument> policies, AccessRequest request, RequestFacts facts) {
    Verdict verdict = Verdict.SILENT;
    for (PolicyDocument policy : policies) {
      verdict = verdict.and(policy.decide(request.action(), request.resourceArn(), facts));
    }
    return verdict;
  }

  private static Verdict byResource(
      @Nullable PolicyDocument policy,
      AccessRequest request,
      @Nullable String roleArn,
      RequestFacts facts) {
    if (policy == null) {
      return Verdict.SILENT;
    }
    Principal principal =
        new Principal(request.caller().accountId(), request.caller().arn(), roleArn);
    return policy.decide(principal, request.action(), request.resourceArn(), facts);
  }

  private static Decision denied(AccessRequest request, String why) {
    return new Decision.Denied(
        "User: "
            + request.caller().arn()
            + " is not authorized to perform: "
            + request.action()
            + " on resource: "
            + request.resourceArn()
            + " "
            + why);
  }
}
