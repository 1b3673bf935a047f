package com.eventbuspro.platform.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.platform.pipeline.PipelineDeclaration;
import com.eventbuspro.platform.pipeline.SqlFault;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pipelines as people read and write them. */
class PipelineViewsTest {

  @Test
  void a_diff_keeps_what_stayed_and_shows_each_line_once() {
    SqlDiff diff = SqlDiff.between("SELECT a\nFROM t\n", "SELECT a,\n  b\nFROM t");
    assertThat(diff.lines().stream().map(line -> line.sign() + line.text()))
        .containsExactly("−SELECT a", "+SELECT a,", "+  b", " FROM t");
    assertThat(diff.changed()).isTrue();
    assertThat(SqlDiff.between("SELECT a", "SELECT a\n").changed()).isFalse();
  }

  @Test
  void a_diff_of_very_long_texts_is_made_all_the_same() {
    String old = IntStream.range(0, 5000).mapToObj(i -> "a" + i).collect(Collectors.joining("\n"));
    String now = IntStream.range(0, 5000).mapToObj(i -> "b" + i).collect(Collectors.joining("\n"));
    assertThat(SqlDiff.between(old, now).lines()).hasSize(10_000);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "400, 0.4 s",
    "59999, 59 s",
    "185000, 3 min 5 s",
    "7200000, 2 h",
    "90000000, 1 d 1 h"
  })
  void durations_have_two_units_at_most(long millis, String words) {
    assertThat(Amounts.duration(Duration.ofMillis(millis))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "999, 999 B", "1530000, 1.5 MB", "153000000, 153 MB"})
  void bytes_go_in_steps_of_a_thousand(long bytes, String words) {
    assertThat(Amounts.bytes(bytes)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 / s", "0.01, 0.1 / s", "1234.5, '1,235 / s'"})
  void a_slow_rate_is_not_nothing(double rate, String words) {
    assertThat(Amounts.perSecond(rate)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"origin, origin", "date, `date`", "delay minutes, `delay minutes`", "a`b, `a``b`"})
  void names_are_quoted_where_they_have_to_be(String name, String written) {
    assertThat(SqlNames.quoted(name)).isEqualTo(written);
  }

  @Test
  void what_is_likely_meant_is_told_from_other_advice() {
    assertThat(fault("Did you mean origin?").replacement()).isEqualTo("origin");
    assertThat(fault("Write domain.event").replacement()).isNull();
    assertThat(fault(null).where()).isEqualTo("Line 2, column 8");
  }

  @Test
  void a_moment_is_taken_as_utc() {
    assertThat(declared("at", "2026-01-31T00:00").start()).isEqualTo("2026-01-31T00:00:00Z");
    assertThat(declared("at", "2026-01-31T00:00:05").start()).isEqualTo("2026-01-31T00:00:05Z");
    assertThat(declared("history", "2026-01-31T00:00").start()).isEqualTo("history");
    assertThat(declared("at", "tomorrow").start()).isEqualTo("tomorrow");
  }

  @Test
  void a_key_is_its_columns() {
    PipelineForm form = form("now", "", "lake_table", " origin , day,", "168");
    assertThat(form.toDeclaration().destination())
        .satisfies(to -> assertThat(to.key()).isEqualTo(List.of("origin", "day")));
  }

  @Test
  void what_is_no_number_is_said_of_its_field() {
    assertThatThrownBy(() -> form("now", "", "webhook", "", "a week").toDeclaration())
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.violations().get(0).pointer()).isEqualTo("/state_hours"));
  }

  private static SqlFaultView fault(@Nullable String suggestion) {
    return SqlFaultView.of(new SqlFault("CODE", "It is wrong", 2, 8, 2, 12, suggestion));
  }

  private static PipelineDeclaration declared(String start, String at) {
    return form(start, at, "event_type", "", "").toDeclaration();
  }

  private static PipelineForm form(
      String start, String at, String destination, String key, String hours) {
    return new PipelineForm(
        "SELECT 1",
        start,
        at,
        destination,
        "a.b",
        "a.b",
        key,
        "",
        "team",
        "name",
        "purpose",
        hours,
        "1",
        "",
        "",
        "",
        "");
  }
}
