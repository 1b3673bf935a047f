package com.eventbuspro.transform.errors;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Translates what Flink reports of a job that failed. The messages name no values of events: they
 * may be personal, and whoever sees an error need not see the event. Flink has no codes; where
 * nothing is recognised, the innermost class is named.
 */
public final class RuntimeFaults {
  private static final String TRY_CAST =
      "Use TRY_CAST, which gives NULL instead, and filter or replace the NULLs";

  /** Of our own exceptions, those that go by when what they tell of is there again. */
  private static final Set<String> OURS_OF_THE_OUTSIDE =
      Set.of("StoreException", "LakeException", "StreamsException", "EngineException");

  private record Rule(Predicate<Cause> fits, String message, String suggestion, boolean ofTheSql) {}

  private static final List<Rule> RULES =
      List.of(
          ofTheSql(
              cause ->
                  cause.is("ArithmeticException")
                      && (cause.says("by zero") || cause.says("Division undefined")),
              "A number was divided by zero",
              "Write the divisor as NULLIF(divisor, 0): the result is then NULL"),
          ofTheSql(
              cause ->
                  cause.is("ArithmeticException")
                      || cause.says("overflow")
                      || cause.says("out of range"),
              "A number became too large for its type",
              "CAST the operands to BIGINT, DECIMAL(38, s) or DOUBLE before computing"),
          ofTheSql(
              cause -> cause.is("NumberFormatException"),
              "A text was cast to a number that it is not",
              TRY_CAST),
          ofTheSql(
              cause -> cause.is("DateTimeParseException") || cause.is("DateTimeException"),
              "A text was cast to a date or time that it is not",
              TRY_CAST),
          ofTheSql(
              cause ->
                  (cause.is("TableRuntimeException") || cause.is("TableException"))
                      && (cause.says("cast") || cause.says("Cast") || cause.says("parse")),
              "A value was cast to a type that it does not fit",
              TRY_CAST),
          ofTheSql(
              cause -> cause.says("however, a null value is being written into it"),
              "A column that must not be NULL became NULL",
              "Give it a value with COALESCE, or leave such rows out with WHERE … IS NOT NULL"),
          ofTheSql(
              cause -> cause.says("SingleValueAggFunction received more than one element"),
              "A subquery that stands for one value brought forth several rows",
              "Aggregate in it (MAX, COUNT …), or join instead"),
          ofTheSql(
              cause -> cause.says("needs an index starting at 1"),
              "An array was asked for an element below 1",
              "SQL counts from 1; check the index with CASE WHEN"),
          ofTheSql(
              cause -> cause.says("RowTime field should not be null"),
              "The event time of a row is NULL",
              "Leave such rows out with WHERE … IS NOT NULL before the window"),
          ofTheSql(
              cause -> cause.is("PatternSyntaxException"),
              "A regular expression is not one",
              "Correct the pattern; in SQL a backslash stands for itself"),
          ofTheSql(
              cause ->
                  cause.is("InvalidPathException")
                      || cause.is("JsonParseException")
                      || cause.is("JsonPathException")
                      || cause.says("jsonpath")
                      || cause.says("JSON"),
              "A JSON function met text that is no JSON, or a path that does not fit it",
              "Begin the path with lax, or say what is to be then: NULL ON ERROR"),
          ofTheSql(
              cause -> cause.is("StackOverflowError"),
              "A computation went too deep; most likely a regular expression on a long text",
              "Use a simpler pattern, without groups that are repeated"),
          ofTheSql(
              cause ->
                  cause.is("OutOfMemoryError")
                      || cause.says("Java heap space")
                      || cause.says("GC overhead limit"),
              "The memory did not suffice",
              "Keep less: group by windows, join on intervals, keep state for fewer hours"),
          ofTheOutside(
              cause -> cause.says("Insufficient number of network buffers"),
              "The cluster has too few network buffers for so many parallel steps",
              "Lower the parallelism, or ask the operators for more network memory"),
          ofTheOutside(
              cause ->
                  cause.is("NoResourceAvailableException")
                      || cause.says("Could not acquire the minimum required resources"),
              "The cluster has no free slots",
              "Lower the parallelism, pause another pipeline, or ask the operators for more slots"),
          ofTheOutside(
              cause -> cause.says("was taken over by another job of the pipeline"),
              "Another job of the pipeline has taken over its table",
              "It ends, and the other one goes on; if it lasts, ask the operators"),
          ofTheOutside(
              cause -> cause.says("Exceeded checkpoint tolerable failure threshold"),
              "Checkpoints could not be written",
              "Ask the operators whether the checkpoint storage can be reached"),
          ofTheOutside(
              cause -> cause.is("NotFoundException") || cause.is("NoSuchKeyException"),
              "A file of the history is gone",
              "Run it again: it then reads the newest snapshot"),
          ofTheOutside(
              cause -> cause.says("Access Denied") || cause.says("Status Code: 403"),
              "The storage refuses access",
              "Ask the operators to look at the permissions of the transform-runner"),
          ofTheOutside(
              cause ->
                  cause.is("ConnectException")
                      || cause.is("UnknownHostException")
                      || cause.is("SocketTimeoutException"),
              "Something that is needed could not be reached over the network",
              "It is tried again; if it lasts, ask the operators"),
          ofTheOutside(
              cause ->
                  cause.says("Heartbeat of TaskManager")
                      || cause.says("The TaskExecutor is shutting down")
                      || cause.is("RemoteTransportException"),
              "A task manager was lost",
              "It is tried again; if it lasts, ask the operators"));

  private RuntimeFaults() {}

  private static Rule ofTheSql(Predicate<Cause> fits, String message, String suggestion) {
    return new Rule(fits, message, suggestion, true);
  }

  private static Rule ofTheOutside(Predicate<Cause> fits, String message, String suggestion) {
    return new Rule(fits, message, suggestion, false);
  }

  /** What an exception of a job means. */
  public static RuntimeFault translate(Throwable thrown) {
    return translate(Cause.of(thrown));
  }

  /** What a stack trace, as Flink's REST interface gives it, means. */
  public static RuntimeFault translate(String stackTrace) {
    return translate(Cause.of(stackTrace));
  }

  /** Innermost first: what is nearest to the event says most. */
  private static RuntimeFault translate(List<Cause> causes) {
    for (Cause cause : causes) {
      RuntimeFault fault = translate(cause);
      if (fault != null) {
        return fault;
      }
    }
    String type = causes.isEmpty() ? "an unknown error" : causes.get(0).type();
    return new RuntimeFault(
        "The job failed: " + type, "The log of the transform-runner has the whole of it", false);
  }

  private static @Nullable RuntimeFault translate(Cause cause) {
    if (cause.type().startsWith("com.eventbuspro.") && !cause.message().isEmpty()) {
      // Ours are written for people.
      return new RuntimeFault(
          cause.message(), null, OURS_OF_THE_OUTSIDE.stream().noneMatch(cause::is));
    }
    for (Rule rule : RULES) {
      if (rule.fits().test(cause)) {
        return new RuntimeFault(rule.message(), rule.suggestion(), rule.ofTheSql());
      }
    }
    return null;
  }
}
