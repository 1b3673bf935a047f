package com.eventbuspro.transform.preview;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.transform.analysis.RequestFields;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A wish to see what SQL brings forth.
 *
 * @param sql one SELECT
 * @param readable the event types that it may name; null for all
 * @param slice what is read of each
 * @param limit rows shown at most
 * @param personalData whether personal data is shown
 */
record PreviewRequest(
    String sql,
    @Nullable Set<EventTypeName> readable,
    Slice slice,
    int limit,
    PersonalData personalData) {
  private static final int MAX_LIMIT = 1_000;
  private static final int DEFAULT_LIMIT = 100;

  enum PersonalData {
    MASKED,
    SHOWN
  }

  static PreviewRequest parse(JsonNode request) {
    return new PreviewRequest(
        RequestFields.sql(request),
        RequestFields.readable(request),
        Slice.parse(request.path("slice")),
        limit(request.path("limit")),
        request.path("unmasked").booleanValue(false) ? PersonalData.SHOWN : PersonalData.MASKED);
  }

  private static int limit(JsonNode limit) {
    if (limit.isMissingNode()) {
      return DEFAULT_LIMIT;
    }
    if (!limit.isInt() || limit.intValue() < 1 || limit.intValue() > MAX_LIMIT) {
      throw RequestFields.invalid("/limit", "'limit' is a number from 1 to " + MAX_LIMIT);
    }
    return limit.intValue();
  }
}
