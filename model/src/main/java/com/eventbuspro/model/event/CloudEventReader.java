package com.eventbuspro.model.event;

import com.eventbuspro.model.Texts;
import com.eventbuspro.model.schema.Instants;
import com.eventbuspro.model.schema.Pointers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * Reads one CloudEvent. Attributes come in any order: data that stands before what says how to read
 * it is skipped and read afterwards. Whether the record is a CloudEvent at all may show late, so
 * faults wait until {@code specversion} was met.
 */
final class CloudEventReader {
  static final int SPECVERSION = 0;
  private static final int ID = 1;
  private static final int SOURCE = 2;
  private static final int TYPE = 3;
  private static final int TIME = 4;
  private static final int DATASCHEMA = 5;
  private static final int DATACONTENTTYPE = 6;
  private static final int DATA = 7;
  private static final int DATA_BASE64 = 8;
  private static final String[] NAMES = {
    "specversion",
    "id",
    "source",
    "type",
    "time",
    "dataschema",
    "datacontenttype",
    "data",
    "data_base64"
  };
  static final PropertyNameMatcher MATCHER = Json.matcher(NAMES, List.of());

  private final Plans plans;
  private final Attempt attempt;
  private final JsonParser parser;
  private int seen;
  private @Nullable String id;
  private @Nullable String source;
  private boolean typed;
  private long timeMicros = Instants.INVALID;
  private @Nullable VersionPlan plan;
  private int unknownVersion;
  private @Nullable Refusal fault;
  private @Nullable Map<String, String> attributes;
  private int dataFrom = -1;
  private int dataTo;
  private byte @Nullable [] binaryData;
  private @Nullable Object @Nullable [] values;
  private @Nullable Extras extras;

  CloudEventReader(Plans plans, Attempt attempt, JsonParser parser) {
    this.plans = plans;
    this.attempt = attempt;
    this.parser = parser;
  }

  /** Reads on from the first name; null if the record is no CloudEvent after all. */
  @Nullable Decoded read(int firstMatch, Instant arrival) {
    for (int match = firstMatch;
        match != PropertyNameMatcher.MATCH_END_OBJECT;
        match = parser.nextNameMatch(MATCHER)) {
      if (match >= 0) {
        readAttribute(match);
      } else if (match == PropertyNameMatcher.MATCH_UNKNOWN_NAME) {
        readExtension();
      } else {
        throw new Refusal(RejectionCause.MALFORMED_JSON, "", "The record ends within an object");
      }
    }
    if (!has(SPECVERSION)) {
      return null;
    }
    attempt.checkEnd(parser);
    return finish(arrival);
  }

  private boolean has(int attribute) {
    return (seen & (1 << attribute)) != 0;
  }

  private void readAttribute(int match) {
    if (has(match)) {
      fault(RejectionCause.DUPLICATE_KEY, NAMES[match], "The attribute stands twice");
    }
    seen |= 1 << match;
    JsonToken token = parser.nextToken();
    if (match == DATA) {
      readData(token);
    } else if (token == JsonToken.VALUE_STRING) {
      readText(match);
    } else {
      boolean absent = token == JsonToken.VALUE_NULL && match != SPECVERSION;
      if (!absent) {
        fault(RejectionCause.BAD_ENVELOPE, NAMES[match], "The attribute is not a string");
      }
      parser.skipChildren();
    }
  }

  private void readText(int match) {
    char[] text = parser.getStringCharacters();
    int from = parser.getStringOffset();
    int length = parser.getStringLength();
    switch (match) {
      case SPECVERSION -> {
        if (length != 3 || text[from] != '1' || text[from + 1] != '.' || text[from + 2] != '0') {
          fault(
              RejectionCause.BAD_ENVELOPE,
              "specversion",
              "Only CloudEvents of version 1.0 are read");
        }
      }
      case ID -> id = parser.getString();
      case SOURCE -> source = plans.source(text, from, length);
      case TYPE -> readType(text, from, length);
      case TIME -> readTime(text, from, length);
      case DATASCHEMA -> readSchema(text, from, length);
      case DATACONTENTTYPE -> readContentType(parser.getString());
      default -> readBinaryData();
    }
  }

  private void readType(char[] text, int from, int length) {
    typed = true;
    if (!plans.isType(text, from, length)) {
      fault(
          RejectionCause.BAD_ENVELOPE,
          "type",
          "The event says that it is a '"
              + Texts.abbreviate(new String(text, from, length))
              + "', but this is the stream of "
              + plans.type());
    }
  }

  private void readTime(char[] text, int from, int length) {
    timeMicros = Instants.dateTime(text, from, length);
    if (timeMicros == Instants.INVALID) {
      fault(
          RejectionCause.BAD_ENVELOPE,
          "time",
          "'"
              + Texts.abbreviate(new String(text, from, length))
              + "' is not a date-time such as 2026-11-22T10:15:00Z");
    }
  }

  private void readSchema(char[] text, int from, int length) {
    Plans.Known known = plans.schema(text, from, length);
    SchemaUri uri = known.uri();
    if (uri == null) {
      fault(
          RejectionCause.BAD_ENVELOPE,
          "dataschema",
          "'"
              + Texts.abbreviate(new String(text, from, length))
              + "' names no schema of this event type; write "
              + new SchemaUri(plans.type(), plans.newest().version())
              + " or leave it out");
      return;
    }
    plan = known.plan();
    unknownVersion = plan == null ? uri.version() : 0;
  }

  private void readContentType(String contentType) {
    String mediaType = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    if (!mediaType.equals("application/json")
        && !mediaType.equals("text/json")
        && !mediaType.endsWith("+json")) {
      fault(
          RejectionCause.BAD_ENVELOPE,
          "datacontenttype",
          "The data is '" + Texts.abbreviate(contentType) + "'; only JSON has columns");
    }
  }

  private void readBinaryData() {
    try {
      binaryData = parser.getBinaryValue();
    } catch (JacksonException e) {
      fault(RejectionCause.BAD_ENVELOPE, "data_base64", "The data is not base64");
    }
  }

  private void readData(JsonToken token) {
    VersionPlan known = plan;
    boolean ready = has(SPECVERSION) && known != null && fault == null;
    if (ready && token == JsonToken.START_OBJECT) {
      attempt.tries(known.version());
      Reading reading = attempt.reading("/data", known.depth());
      values = (Object[]) known.reader().read(parser, token, reading);
      extras = reading.extras();
      return;
    }
    dataFrom = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    dataTo = (int) parser.currentLocation().getByteOffset();
  }

  private void readExtension() {
    String name = parser.currentName();
    parser.nextToken();
    String json = attempt.reading("", 0).raw(parser);
    if (attributes == null) {
      attributes = new LinkedHashMap<>();
    }
    if (attributes.putIfAbsent(name, json) != null) {
      fault(RejectionCause.DUPLICATE_KEY, name, "The attribute stands twice");
    }
  }

  private Decoded finish(Instant arrival) {
    checkAttributes();
    if (unknownVersion > 0) {
      return new Decoded.UnknownVersion(unknownVersion);
    }
    VersionPlan known = plan == null ? plans.newest() : plan;
    attempt.tries(known.version());
    if (values == null) {
      values = readSkippedData(known);
    }
    long time = known.time().micros(values);
    if (time == Instants.INVALID) {
      time = timeMicros == Instants.INVALID ? Instants.micros(arrival) : timeMicros;
    }
    return new Decoded.Event(
        String.valueOf(id), time, source, known.version(), values, extraJson());
  }

  private void checkAttributes() {
    if (fault == null && (id == null || id.isEmpty())) {
      fault(RejectionCause.BAD_ENVELOPE, "id", "A CloudEvent needs an id");
    }
    if (fault == null && (source == null || source.isEmpty())) {
      fault(RejectionCause.BAD_ENVELOPE, "source", "A CloudEvent needs a source");
    }
    if (!typed) {
      fault(RejectionCause.BAD_ENVELOPE, "type", "A CloudEvent needs its type: " + plans.type());
    }
    if (has(DATA) && has(DATA_BASE64)) {
      fault(RejectionCause.BAD_ENVELOPE, "data", "'data' and 'data_base64' stand side by side");
    }
    if (!has(DATA) && binaryData == null) {
      fault(RejectionCause.BAD_ENVELOPE, "data", "The event has no data");
    }
    if (fault == null
        && attempt.suspicious()
        && !(JsonText.isStorable(String.valueOf(id))
            && JsonText.isStorable(String.valueOf(source)))) {
      fault(
          RejectionCause.UNSTORABLE_TEXT,
          "id",
          "The id or the source holds a NUL or half a surrogate pair");
    }
    if (fault != null) {
      throw fault;
    }
  }

  private @Nullable Object[] readSkippedData(VersionPlan known) {
    byte[] binary = binaryData;
    return binary != null
        ? readObject(known, binary, 0, binary.length, "/data_base64")
        : readObject(known, attempt.record(), dataFrom, dataTo - dataFrom, "/data");
  }

  private @Nullable Object[] readObject(
      VersionPlan known, byte[] bytes, int from, int length, String pointer) {
    try (JsonParser data = Json.parser(bytes, from, length)) {
      attempt.uses(data);
      JsonToken token = data.nextToken();
      if (token != JsonToken.START_OBJECT) {
        throw new Refusal(
            RejectionCause.NOT_AN_OBJECT, pointer, "The event's data is not a JSON object");
      }
      Reading reading =
          new Reading(bytes, from, pointer, JsonText.hasEscapesOrNonAscii(bytes), known.depth());
      Object[] read = (Object[]) known.reader().read(data, token, reading);
      attempt.checkEnd(data);
      extras = reading.extras();
      return read;
    }
  }

  private @Nullable String extraJson() {
    if (attributes != null) {
      if (extras == null) {
        extras = new Extras();
      }
      if (!extras.putAttributes(attributes)) {
        throw new Refusal(
            RejectionCause.DUPLICATE_KEY,
            "/data/_attributes",
            "An undeclared property _attributes cannot be kept beside extension attributes");
      }
    }
    return extras == null ? null : extras.json();
  }

  private void fault(RejectionCause cause, String attribute, String message) {
    if (fault == null) {
      fault = new Refusal(cause, Pointers.child("", attribute), message);
    }
  }
}
