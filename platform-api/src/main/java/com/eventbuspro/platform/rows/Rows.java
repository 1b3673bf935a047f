package com.eventbuspro.platform.rows;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Some rows of a lake table, newest first.
 *
 * @param items rows by column; what is absent is null
 * @param next the cursor of the next older rows; null when there are none
 */
public record Rows(@Schema(type = "array") List<JsonNode> items, @Nullable String next) {
  static final Rows NONE = new Rows(List.of(), null);

  public Rows {
    items = List.copyOf(items);
  }
}
