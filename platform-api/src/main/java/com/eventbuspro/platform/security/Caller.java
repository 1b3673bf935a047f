package com.eventbuspro.platform.security;

import com.eventbuspro.model.TeamName;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import java.io.Serializable;
import java.security.Principal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling.
 *
 * @param name the token's name, as it stands in audit records
 * @param role what it may do
 * @param team the team it speaks for; null means every team
 */
public record Caller(String name, Role role, @Nullable String team)
    implements Principal, Serializable {

  public Caller {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(role, "role");
  }

  @Override
  public String getName() {
    return name;
  }

  /** Whether this caller may act for a team. */
  public boolean speaksFor(TeamName owner) {
    return role == Role.ADMIN || team == null || team.equals(owner.value());
  }

  /**
   * How a caller is refused whose role does not go so far.
   *
   * @param rule who may
   */
  public ApiException refused(String rule) {
    return new ApiException(ProblemCode.FORBIDDEN, rule + "; your token's role is " + role);
  }
}
