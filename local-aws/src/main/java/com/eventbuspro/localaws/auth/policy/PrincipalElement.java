package com.eventbuspro.localaws.auth.policy;

import com.eventbuspro.localaws.auth.policy.Principal.Match;
import java.util.List;

/**
 * The Principal or NotPrincipal element of a statement.
 *
 * @param named the AWS principals; services and federated users never call here and are left out
 * @param inverted true for NotPrincipal
 */
record PrincipalElement(List<String> named, boolean inverted) {
  PrincipalElement {
    named = List.copyOf(named);
  }

  Match matching(Principal principal) {
    Match best = Match.NONE;
    for (String name : named) {
      Match match = principal.matching(name);
      best = match.compareTo(best) > 0 ? match : best;
    }
    if (!inverted) {
      return best;
    }
    return best == Match.NONE ? Match.DIRECT : Match.NONE;
  }
}
