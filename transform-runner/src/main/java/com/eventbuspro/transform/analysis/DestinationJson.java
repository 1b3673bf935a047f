package com.eventbuspro.transform.analysis;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineDestination;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Destinations, as requests have them. */
final class DestinationJson {
  private DestinationJson() {}

  static @Nullable PipelineDestination parse(JsonNode destination) {
    if (destination.isMissingNode() || destination.isNull()) {
      return null;
    }
    return switch (destination.path("type").stringValue("")) {
      case "event_type" ->
          new PipelineDestination.EventType(EventTypeName.parse(text(destination, "name")));
      case "lake_table" ->
          new PipelineDestination.LakeTable(
              EventTypeName.parse(text(destination, "name")), key(destination.path("key")));
      case "webhook" -> new PipelineDestination.Webhook(url(text(destination, "url")));
      default ->
          throw RequestFields.invalid(
              "/destination/type", "A destination is of type event_type, lake_table or webhook");
    };
  }

  private static List<String> key(JsonNode key) {
    List<String> columns = new ArrayList<>();
    if (!key.isMissingNode() && !key.isNull() && !key.isArray()) {
      throw RequestFields.invalid("/destination/key", "'key' is an array of names of columns");
    }
    for (JsonNode column : key) {
      if (!column.isString()) {
        throw RequestFields.invalid("/destination/key", "'key' is an array of names of columns");
      }
      columns.add(column.stringValue());
    }
    return columns;
  }

  private static String text(JsonNode destination, String field) {
    JsonNode text = destination.path(field);
    if (!text.isString()) {
      throw RequestFields.invalid("/destination/" + field, "'" + field + "' is missing");
    }
    return text.stringValue();
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw RequestFields.invalid("/destination/url", "'url' is not an address");
    }
  }
}
