package com.eventbuspro.model.schema;

import com.eventbuspro.model.Texts;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** What a JSON parser disliked, in words fit for the sender. */
public final class JsonFaults {
  private JsonFaults() {}

  /** What was wrong and at which line and column, without the parser's internals. */
  public static String describe(JacksonException fault) {
    String message = fault.getOriginalMessage() == null ? "" : fault.getOriginalMessage();
    int noise = message.indexOf(" (for ");
    String reason = noise > 0 ? message.substring(0, noise) : message;
    TokenStreamLocation at = fault.getLocation();
    String where =
        at == null || at.getLineNr() < 1
            ? ""
            : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    return Texts.abbreviate(reason.lines().findFirst().orElse("")) + where;
  }
}
