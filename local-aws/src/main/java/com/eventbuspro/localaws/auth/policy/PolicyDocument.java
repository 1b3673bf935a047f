package com.eventbuspro.localaws.auth.policy;

import com.eventbuspro.localaws.auth.policy.Principal.Match;
import com.eventbuspro.localaws.auth.policy.Statement.Effect;
import java.util.List;
import java.util.Locale;

/**
 * A policy, read once and ready to decide by. Immutable.
 *
 * @param statements in the order written, which has no meaning
 */
public record PolicyDocument(List<Statement> statements) {
  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  /** What one policy, or several together, say about a request. */
  public enum Verdict {
    /** No statement matches. */
    SILENT,
    /** A statement allows it to the caller's account, which must allow it to the caller itself. */
    ALLOWED_TO_ACCOUNT,
    /** A statement allows it, none denies it. */
    ALLOWED,
    /** A statement denies it; nothing can outweigh that. */
    DENIED;

    /** What two policies that add up say together. */
    public Verdict and(Verdict other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  /**
   * Reads a policy that is attached to a role or user.
   *
   * @throws PolicySyntaxException when IAM would refuse it
   */
  public static PolicyDocument parseIdentityPolicy(String json) {
    return new PolicyParser(PolicyKind.IDENTITY).parse(json);
  }

  /**
   * Reads a role's trust policy.
   *
   * @throws PolicySyntaxException when IAM would refuse it
   */
  public static PolicyDocument parseTrustPolicy(String json) {
    return new PolicyParser(PolicyKind.TRUST).parse(json);
  }

  /**
   * Reads a policy that is attached to a resource such as a bucket.
   *
   * @throws PolicySyntaxException when the service would refuse it
   */
  public static PolicyDocument parseResourcePolicy(String json) {
    return new PolicyParser(PolicyKind.RESOURCE).parse(json);
  }

  /** What an identity policy says about an action of whom it is attached to. */
  public Verdict decide(String action, String resourceArn, ConditionKeys keys) {
    String lowerCaseAction = action.toLowerCase(Locale.ROOT);
    Verdict verdict = Verdict.SILENT;
    for (Statement statement : statements) {
      if (statement.matches(lowerCaseAction, resourceArn, keys)) {
        if (statement.effect() == Effect.DENY) {
          return Verdict.DENIED;
        }
        verdict = Verdict.ALLOWED;
      }
    }
    return verdict;
  }

  /** What a trust or resource policy says about an action of the given principal. */
  public Verdict decide(
      Principal principal, String action, String resourceArn, ConditionKeys keys) {
    String lowerCaseAction = action.toLowerCase(Locale.ROOT);
    Verdict verdict = Verdict.SILENT;
    for (Statement statement : statements) {
      PrincipalElement element = statement.principal();
      Match match = element == null ? Match.NONE : element.matching(principal);
      if (match != Match.NONE && statement.matches(lowerCaseAction, resourceArn, keys)) {
        if (statement.effect() == Effect.DENY) {
          return Verdict.DENIED;
        }
        verdict = verdict.and(match == Match.DIRECT ? Verdict.ALLOWED : Verdict.ALLOWED_TO_ACCOUNT);
      }
    }
    return verdict;
  }
}
