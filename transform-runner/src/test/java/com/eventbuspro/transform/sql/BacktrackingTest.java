package com.eventbuspro.transform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BacktrackingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "^(\\S+) (\\S+) \\[([^\\]]+)\\] \"([^\"]*)\" (\\d{3}) (\\d+|-)$",
        "(\\d{1,3}\\.){3}\\d{1,3}",
        "[\\w.+-]+@[\\w-]+\\.[\\w.-]+",
        "https?://([^/]+)(/.*)?",
        "^.*error.*$",
        "(.*)-(.*)-(.*)",
        "(?i)\\berror\\b.*timeout",
        "^(?=.*[A-Z])(?=.*[a-z])(?=.*\\d)(?=.*[!?]).+$",
        "(?<year>\\d{4})-(?<month>\\d{2})",
        "(AB|CD)\\d+",
        "(\\d{3},)*\\d{3}",
        "\\s*([a-z]+)\\s*=\\s*([a-z]+)",
        "\\Q$.a\\E+[\\[\\]x]+\\p{L}*+",
        "[]a]x[^]b]*b",
        "(a)\\1+b",
      })
  void whatEndsInTimeIsTold(String regex) {
    assertThat(ways(regex)).isLessThanOrEqualTo(Backtracking.MOST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".*.*.*x",
        ".*?.*?.*?x",
        "^.*.*.*.*x",
        "a*a*a*a*b",
        "(.*?,){11}P",
        "(.*a){3}b",
        "(?m)^.*$.*$.*$.*$x",
        "(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)"
            + "(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)b",
        "a{0,900}a{0,900}a{0,900}a{0,900}b",
        "(?=.*.*.*.*x)y",
        "(?i)k*\u212a*K*k*x",
        "(){500000000}(){500000000}x",
      })
  void whatMayTakeForEverIsTold(String regex) {
    assertThat(ways(regex)).isGreaterThan(Backtracking.MOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+", "(a*)*", "(a|b)*x", "(a?a?)*x", "(.*a){2,}", "((ab?)+)+"})
  void whatEachFurtherCharacterMultipliesIsWithoutEnd(String regex) {
    assertThat(ways(regex)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  private static double ways(String regex) {
    return Backtracking.ways(RegexParser.parse(regex), false);
  }
}
