package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Texts;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.pipeline.PipelineDestination;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a pipeline's result goes, as JSON says it.
 *
 * @param type {@code event_type}, {@code lake_table} or {@code webhook}
 * @param name of the event type or lake table
 * @param key the columns that tell the rows of a lake table apart
 * @param url of the webhook
 */
public record DestinationSpec(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            allowableValues = {"event_type", "lake_table", "webhook"})
        @Nullable String type,
    @Schema(example = "aviation.hourly_delay") @Nullable String name,
    @Nullable List<String> key,
    @Schema(example = "https://hooks.example.com/delays") @Nullable String url) {
  private static final String EVENT_TYPE = "event_type";
  private static final String LAKE_TABLE = "lake_table";
  private static final String WEBHOOK = "webhook";
  private static final String HIDDEN = "…";
  private static final int MAX_URL = 2000;
  private static final int MAX_KEY = 32;

  /** Room for {@code __v12345} in the 63 characters of a name. */
  private static final int MAX_TABLE = 55;

  /** The tables of versions that are backfilled beside the current one are named so. */
  private static final Pattern CANDIDATE = Pattern.compile(".*__v[0-9]+");

  public DestinationSpec {
    key = key == null ? null : List.copyOf(key);
  }

  /** As JSON says it. */
  public static DestinationSpec of(PipelineDestination destination) {
    if (destination instanceof PipelineDestination.EventType derived) {
      return new DestinationSpec(EVENT_TYPE, derived.name().toString(), null, null);
    }
    if (destination instanceof PipelineDestination.LakeTable table) {
      return new DestinationSpec(LAKE_TABLE, table.name().toString(), table.key(), null);
    }
    PipelineDestination.Webhook webhook = (PipelineDestination.Webhook) destination;
    return new DestinationSpec(WEBHOOK, null, null, webhook.url().toString());
  }

  /**
   * What it means.
   *
   * @throws InvalidInputException if it is no destination
   */
  public PipelineDestination parse() {
    return switch (type == null ? "" : type) {
      case EVENT_TYPE -> {
        require(key == null || key.isEmpty(), "key", "An event type has no key");
        require(url == null, "url", "An event type has no url");
        yield new PipelineDestination.EventType(parsedName());
      }
      case LAKE_TABLE -> {
        require(url == null, "url", "A lake table has no url");
        EventTypeName table = parsedName();
        require(
            !CANDIDATE.matcher(table.event()).matches(),
            "name",
            "Names ending in __v and a number are kept for versions that are being backfilled");
        require(
            table.event().length() <= MAX_TABLE,
            "name",
            "The second part of a lake table's name has at most "
                + MAX_TABLE
                + " characters: __v and a number are added for versions that are being backfilled");
        yield new PipelineDestination.LakeTable(table, parsedKey());
      }
      case WEBHOOK -> {
        require(name == null, "name", "A webhook has no name");
        require(key == null || key.isEmpty(), "key", "A webhook has no key");
        yield new PipelineDestination.Webhook(parsedUrl());
      }
      default ->
          throw refused(
              "type",
              type == null
                  ? "The property type is missing"
                  : "There is no type '" + Texts.abbreviate(type) + "'",
              "Use event_type, lake_table or webhook");
    };
  }

  /**
   * The same for those who may not change the pipeline: path and query of a webhook's address are
   * often all that is needed to send to it.
   */
  DestinationSpec masked() {
    return WEBHOOK.equals(type) && url != null
        ? new DestinationSpec(type, name, key, maskedAddress(url))
        : this;
  }

  /** An address without all that may be secret in it. */
  static String maskedAddress(String address) {
    try {
      URI whole = new URI(address);
      if (whole.getHost() != null) {
        String port = whole.getPort() < 0 ? "" : ":" + whole.getPort();
        return whole.getScheme() + "://" + whole.getHost() + port + "/" + HIDDEN;
      }
    } catch (URISyntaxException e) {
      // Then nothing of it is shown.
    }
    return HIDDEN;
  }

  private EventTypeName parsedName() {
    if (name == null) {
      throw refused("name", "The property name is missing", "Say domain.event");
    }
    try {
      return EventTypeName.parse(name);
    } catch (InvalidInputException e) {
      Violation why = e.violations().get(0);
      throw new InvalidInputException(
          new Violation("/destination/name", why.code(), why.message(), why.suggestion()));
    }
  }

  private List<String> parsedKey() {
    List<String> columns = key == null ? List.of() : key;
    require(columns.size() <= MAX_KEY, "key", "A key has at most " + MAX_KEY + " columns");
    require(
        columns.stream().noneMatch(c -> c.isBlank() || c.length() > 255),
        "key",
        "A key names columns of the result");
    return columns;
  }

  private URI parsedUrl() {
    if (url == null) {
      throw refused("url", "The property url is missing", "Say where the events are to be sent");
    }
    require(url.length() <= MAX_URL, "url", "A url has at most " + MAX_URL + " characters");
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw refused(
          "url",
          "Not a URL: '" + Texts.abbreviate(url) + "'",
          "Use an address such as https://hooks.example.com/delays");
    }
  }

  private static void require(boolean holds, String property, String message) {
    if (!holds) {
      throw new InvalidInputException(
          Violation.of("/destination/" + property, "INVALID_DESTINATION", message));
    }
  }

  private static InvalidInputException refused(String property, String message, String advice) {
    return new InvalidInputException(
        Violation.of("/destination/" + property, "INVALID_DESTINATION", message, advice));
  }
}
