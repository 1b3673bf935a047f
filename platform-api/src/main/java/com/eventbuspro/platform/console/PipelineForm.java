package com.eventbuspro.platform.console;

import static com.eventbuspro.platform.console.Forms.blankToNull;
import static com.eventbuspro.platform.console.Forms.number;
import static com.eventbuspro.platform.console.Forms.orEmpty;
import static com.eventbuspro.platform.console.Forms.wholeNumber;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import com.eventbuspro.platform.pipeline.DestinationSpec;
import com.eventbuspro.platform.pipeline.OnIncompatible;
import com.eventbuspro.platform.pipeline.Pipeline;
import com.eventbuspro.platform.pipeline.PipelineChange;
import com.eventbuspro.platform.pipeline.PipelineDeclaration;
import com.eventbuspro.platform.pipeline.PreviewSlice;
import com.eventbuspro.platform.pipeline.SqlCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person typed to make or change a pipeline, kept as typed.
 *
 * @param sql one SELECT
 * @param start {@code history}, {@code now} or {@code at}
 * @param startAt the moment, in UTC, as browsers send it
 * @param destination {@code event_type}, {@code lake_table} or {@code webhook}
 * @param eventType name of the derived event type
 * @param table name of the lake table
 * @param key key columns of the lake table, with commas
 * @param url of the webhook
 * @param slice what a preview reads: {@code HOUR}, {@code DAY} or a number of rows
 * @param reason why it is changed
 * @param generation the one that a change was begun from; empty for a new pipeline
 */
record PipelineForm(
    String sql,
    String start,
    String startAt,
    String destination,
    String eventType,
    String table,
    String key,
    String url,
    String owner,
    String name,
    String purpose,
    String stateHours,
    String parallelism,
    String onIncompatible,
    String slice,
    String reason,
    String generation) {
  private static final String AT = "at";
  private static final Pattern LOCAL = Pattern.compile("[0-9-]+T[0-9]{2}:[0-9]{2}(:[0-9.]+)?");

  /** An unsent form has nothing in it, whatever the browser left out. */
  PipelineForm {
    sql = orEmpty(sql).replace("\r\n", "\n");
    start = or(start, "history");
    startAt = orEmpty(startAt).strip();
    destination = or(destination, "event_type");
    eventType = orEmpty(eventType).strip();
    table = orEmpty(table).strip();
    key = orEmpty(key).strip();
    url = orEmpty(url).strip();
    owner = orEmpty(owner).strip();
    name = orEmpty(name).strip();
    purpose = orEmpty(purpose).strip().replace("\r\n", "\n");
    stateHours = orEmpty(stateHours).strip();
    parallelism = orEmpty(parallelism).strip();
    onIncompatible = orEmpty(onIncompatible).strip();
    slice = or(slice, "100000");
    reason = orEmpty(reason).strip();
    generation = orEmpty(generation).strip();
  }

  /** A new form for somebody of a team, if that is known. */
  static PipelineForm empty(@Nullable String team, String sql) {
    return new PipelineForm(
        sql, "", "", "", "", "", "", "", orEmpty(team), "", "", "168", "1", "", "", "", "");
  }

  /** A form to change a pipeline from what it is. */
  static PipelineForm of(Pipeline pipeline) {
    DestinationSpec to = pipeline.destination();
    boolean moment = !List.of("history", "now").contains(pipeline.start());
    boolean derived = "event_type".equals(to.type());
    return new PipelineForm(
        pipeline.sql(),
        moment ? AT : pipeline.start(),
        moment ? pipeline.start().replaceFirst("Z$", "") : "",
        orEmpty(to.type()),
        derived ? orEmpty(to.name()) : "",
        derived ? "" : orEmpty(to.name()),
        to.key() == null ? "" : String.join(", ", to.key()),
        orEmpty(to.url()),
        pipeline.owner(),
        pipeline.name(),
        pipeline.purpose(),
        "" + pipeline.stateHours(),
        "" + pipeline.parallelism(),
        pipeline.onIncompatible().name(),
        "",
        "",
        "" + pipeline.generation());
  }

  /** The same, for a destination that is fixed. */
  PipelineForm writingTo(DestinationSpec fixed) {
    boolean derived = "event_type".equals(fixed.type());
    return new PipelineForm(
        sql,
        start,
        startAt,
        orEmpty(fixed.type()),
        derived ? orEmpty(fixed.name()) : "",
        derived ? "" : orEmpty(fixed.name()),
        fixed.key() == null ? "" : String.join(", ", fixed.key()),
        orEmpty(fixed.url()),
        owner,
        name,
        purpose,
        stateHours,
        parallelism,
        onIncompatible,
        slice,
        reason,
        generation);
  }

  /** The generation that a change was begun from, if it is known. */
  OptionalLong seenGeneration() {
    try {
      return OptionalLong.of(Long.parseLong(generation));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** What a preview is to read. */
  PreviewSlice previewSlice() {
    Optional<PreviewSlice.Last> last =
        Arrays.stream(PreviewSlice.Last.values()).filter(l -> l.name().equals(slice)).findFirst();
    return last.isPresent()
        ? new PreviewSlice(last.get(), null)
        : new PreviewSlice(null, wholeNumber(slice));
  }

  /** The field that a pointer into a declaration is about; empty when it is about none. */
  String fieldAt(String pointer) {
    return switch (pointer) {
      case "/destination/name" -> destination.equals("event_type") ? "eventType" : "table";
      case "/destination/key" -> "key";
      case "/destination/url" -> "url";
      default -> {
        String[] steps = pointer.split("/", 3);
        yield steps.length < 2 ? "" : steps[1];
      }
    };
  }

  /** What to say of a field that has to be filled in and is not. */
  Optional<String> missing(String field) {
    return switch (field) {
      case "name" -> missing(name, "The pipeline needs a name");
      case "owner" -> missing(owner, "The pipeline needs an owner: a team");
      case "purpose" -> missing(purpose, "Say what the pipeline is for");
      case "sql" -> missing(sql, "Write a SELECT");
      case "start" -> missing(startText(), "Say at which moment it starts");
      case "eventType" -> missing(eventType, "The event type needs a name");
      case "table" -> missing(table, "The table needs a name");
      case "url" -> missing(url, "The webhook needs an address");
      default -> Optional.empty();
    };
  }

  private static Optional<String> missing(String text, String message) {
    return text.isBlank() ? Optional.of(message) : Optional.empty();
  }

  /** What is to be asked while it is being written: only what is there already. */
  SqlCheck toCheck() {
    return new SqlCheck(sql, writtenDestination().orElse(null), wholeNumber(stateHours));
  }

  /**
   * As the declaration that the platform checks.
   *
   * @throws InvalidInputException if a number is none
   */
  PipelineDeclaration toDeclaration() {
    List<Violation> wrong = new ArrayList<>();
    PipelineDeclaration declaration =
        new PipelineDeclaration(
            blankToNull(name),
            blankToNull(owner),
            blankToNull(purpose),
            blankToNull(sql),
            startText(),
            destinationSpec(),
            get(wrong, () -> number("state_hours", stateHours)),
            get(wrong, () -> number("parallelism", parallelism)),
            get(wrong, this::incompatible));
    refuse(wrong);
    return declaration;
  }

  /**
   * As the change that the platform checks.
   *
   * @throws InvalidInputException if a number is none
   */
  PipelineChange toChange() {
    List<Violation> wrong = new ArrayList<>();
    PipelineChange change =
        new PipelineChange(
            blankToNull(owner),
            purpose,
            sql,
            startText(),
            null,
            get(wrong, () -> number("state_hours", stateHours)),
            get(wrong, () -> number("parallelism", parallelism)),
            get(wrong, this::incompatible),
            blankToNull(reason));
    refuse(wrong);
    return change;
  }

  /** The columns of the key. */
  List<String> keyColumns() {
    return Arrays.stream(key.split(",")).map(String::strip).filter(c -> !c.isEmpty()).toList();
  }

  private DestinationSpec destinationSpec() {
    return switch (destination) {
      case "event_type" -> new DestinationSpec(destination, blankToNull(eventType), null, null);
      case "lake_table" -> new DestinationSpec(destination, blankToNull(table), keyColumns(), null);
      case "webhook" -> new DestinationSpec(destination, null, null, blankToNull(url));
      default -> new DestinationSpec(destination, null, null, null);
    };
  }

  /** The destination, once it could be one; until then, what is wrong with it is no news. */
  private Optional<DestinationSpec> writtenDestination() {
    DestinationSpec written = destinationSpec();
    try {
      written.parse();
      return Optional.of(written);
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private String startText() {
    if (!start.equals(AT)) {
      return start;
    }
    if (!LOCAL.matcher(startAt).matches()) {
      return startAt;
    }
    boolean seconds = startAt.indexOf(':') != startAt.lastIndexOf(':');
    return startAt + (seconds ? "Z" : ":00Z");
  }

  private @Nullable OnIncompatible incompatible() {
    if (onIncompatible.isEmpty()) {
      return null;
    }
    return Arrays.stream(OnIncompatible.values())
        .filter(o -> o.name().equals(onIncompatible))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    Violation.of(
                        "/on_incompatible",
                        "NOT_A_CHOICE",
                        "Choose what becomes of the state of the version before")));
  }

  private static <T> @Nullable T get(List<Violation> wrong, Supplier<@Nullable T> value) {
    try {
      return value.get();
    } catch (InvalidInputException e) {
      wrong.addAll(e.violations());
      return null;
    }
  }

  private static void refuse(List<Violation> wrong) {
    if (!wrong.isEmpty()) {
      throw new InvalidInputException(wrong);
    }
  }

  private static String or(@Nullable String text, String fallback) {
    String given = orEmpty(text).strip();
    return given.isEmpty() ? fallback : given;
  }
}
