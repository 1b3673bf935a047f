package com.eventbuspro.transform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.eventbuspro.transform.sql.SqlFault.Code;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not one harmless SELECT, and what people are told. The table is in the resources. */
class RefusedStatementsTest {
  private static final TransformPlanner PLANNER = new TransformPlanner(Duration.ofDays(1));

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/refused-statements.csv",
      delimiter = '|',
      quoteCharacter = '\u0001',
      useHeadersInDisplayName = false,
      numLinesToSkip = 1)
  void aStatementIsRefusedWithAReason(String sql, Code code, String place, String message) {
    SqlFault fault =
        refusal(sql.replace("\\n", "\n").replace("\\0", "\0").replace("\\s", "\u00a0"));

    assertThat(fault.code()).isEqualTo(code);
    assertThat(fault.message()).contains(message);
    assertThat(place(fault)).isEqualTo(place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\n\t"})
  void nothingIsRefused(String sql) {
    assertThat(refusal(sql).code()).isEqualTo(Code.EMPTY);
  }

  @Test
  void whatIsTooLongOrTooDeepIsRefused() {
    assertThat(refusal("SELECT " + "1 + ".repeat(20_000) + "1").code()).isEqualTo(Code.TOO_LARGE);
    assertThat(refusal("SELECT " + "(".repeat(300) + "1" + ")".repeat(300)).code())
        .isEqualTo(Code.TOO_LARGE);
    assertThat(refusal("SELECT " + "NOT ".repeat(15_000) + "TRUE AS t").code())
        .isEqualTo(Code.TOO_LARGE);
  }

  @Test
  void aFewWordsThatMeanMoreThanAnyMemoryHoldsAreRefused() {
    String doubled = "SELECT origin AS c FROM aviation.flight_departed";
    for (int i = 0; i < 30; i++) {
      doubled = "SELECT c || c AS c FROM (" + doubled + ")";
    }

    assertThat(refusal(doubled).code()).isEqualTo(Code.TOO_LARGE);
  }

  @Test
  void aMisspeltNameIsMetWithTheOneThatWasMeant() {
    assertThat(refusal("SELECT orign FROM aviation.flight_departed").suggestion())
        .isEqualTo("Did you mean origin?");
    assertThat(refusal("SELECT origin FROM aviation.flight_departd").suggestion())
        .isEqualTo("Did you mean aviation.flight_departed?");
    assertThat(refusal("SELECT UPER(origin) AS o FROM aviation.flight_departed").suggestion())
        .isEqualTo("Did you mean upper?");
    assertThat(refusal("SELECT date FROM aviation.flight_departed").suggestion())
        .isEqualTo("If date is meant as a column, write it in backticks");
  }

  private static SqlFault refusal(String sql) {
    SqlFault[] fault = new SqlFault[1];
    assertThatExceptionOfType(SqlException.class)
        .isThrownBy(() -> PLANNER.plan(sql, Flights.TABLES))
        .satisfies(e -> fault[0] = e.fault());
    return fault[0];
  }

  private static String place(SqlFault fault) {
    SqlPlace place = fault.place();
    return place == null ? "-" : place.line() + ":" + place.column();
  }
}
