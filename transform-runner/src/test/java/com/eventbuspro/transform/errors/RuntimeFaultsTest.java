package com.eventbuspro.transform.errors;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.LakeException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeFaultsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "java.lang.ArithmeticException: / by zero | divided by zero | NULLIF",
        "java.lang.ArithmeticException: integer overflow | too large | BIGINT",
        "java.lang.NumberFormatException: For input string: 'secret' | a number that it is not | TRY_CAST",
        "java.time.format.DateTimeParseException: Text 'x' | a date or time | TRY_CAST",
        "org.apache.flink.table.api.TableRuntimeException: Column 'a' is NOT NULL, however, a null value is being written into it. | must not be NULL | COALESCE",
        "java.lang.RuntimeException: SingleValueAggFunction received more than one element. | several rows | Aggregate",
        "java.lang.OutOfMemoryError: Java heap space | memory | windows",
        "java.util.regex.PatternSyntaxException: Unclosed group | regular expression | pattern",
      })
  void theInnermostCauseIsToldInWords(String cause, String message, String suggestion) {
    RuntimeFault fault =
        RuntimeFaults.translate(
            "org.apache.flink.runtime.JobException: Recovery is suppressed\n"
                + "\tat org.apache.flink.runtime.X.y(X.java:1)\n"
                + "Caused by: org.apache.flink.util.FlinkRuntimeException: Wrapped\n"
                + "\tat a.B.c(B.java:2)\n"
                + "Caused by: "
                + cause
                + "\n\tat StreamExecCalc$7.processElement(Unknown Source)\n");

    assertThat(fault.message()).contains(message).doesNotContain("secret");
    assertThat(fault.suggestion()).contains(suggestion);
  }

  @Test
  void exceptionsAreUnwrappedAsFlinkCarriesThem() {
    Throwable carried =
        new CompletionException(new SerializedThrowable(new ArithmeticException("/ by zero")));

    assertThat(RuntimeFaults.translate(carried).message())
        .isEqualTo("A number was divided by zero");
  }

  @Test
  void onlyWhatTheSqlDoesIsTheSqls() {
    assertThat(RuntimeFaults.translate(new ArithmeticException("/ by zero")).ofTheSql()).isTrue();
    assertThat(
            RuntimeFaults.translate(
                    "com.eventbuspro.transform.source.PositionExpiredException: Reading was to go on")
                .ofTheSql())
        .isTrue();
    for (Throwable outage :
        List.of(
            new ConnectException("refused"),
            new LakeException(LakeException.Code.UNAVAILABLE, "The lake does not answer"),
            new IllegalStateException("whatever it is"),
            new RuntimeException("Exceeded checkpoint tolerable failure threshold."))) {
      assertThat(RuntimeFaults.translate(outage).ofTheSql()).as(outage.toString()).isFalse();
    }
  }

  @Test
  void whatIsNotKnownIsNamed() {
    assertThat(RuntimeFaults.translate(new IllegalStateException("secret")).message())
        .isEqualTo("The job failed: java.lang.IllegalStateException");
    assertThat(RuntimeFaults.translate("").message()).isEqualTo("The job failed: an unknown error");
  }
}
