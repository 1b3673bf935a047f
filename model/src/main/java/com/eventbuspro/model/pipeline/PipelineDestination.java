package com.eventbuspro.model.pipeline;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import java.net.URI;
import java.util.HashSet;
import java.util.List;

/** Where a pipeline's result goes. */
public sealed interface PipelineDestination {
  /**
   * A derived event type: a stream and a lake table like any other. Takes results that only grow.
   *
   * @param name the event type
   */
  record EventType(EventTypeName name) implements PipelineDestination {}

  /**
   * A lake table alone, exactly once. A result whose rows change needs a key.
   *
   * @param name the table, {@code namespace.table}, where no event type of that name is
   * @param key the columns that tell rows apart; empty when rows are only added
   */
  record LakeTable(EventTypeName name, List<String> key) implements PipelineDestination {
    public LakeTable {
      key = List.copyOf(key);
      if (new HashSet<>(key).size() < key.size()) {
        throw new InvalidInputException(
            Violation.of("/destination/key", "INVALID_KEY", "The key names a column twice"));
      }
    }
  }

  /**
   * An HTTP endpoint that is sent CloudEvents, signed, at least once. Takes results that only grow.
   *
   * @param url the endpoint, http or https, without user info or fragment
   */
  record Webhook(URI url) implements PipelineDestination {
    public Webhook {
      boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (!http
          || url.getHost() == null
          || url.getRawUserInfo() != null
          || url.getRawFragment() != null) {
        throw new InvalidInputException(
            Violation.of(
                "/destination/url",
                "INVALID_URL",
                "Not the address of a webhook",
                "Use an address such as https://hooks.example.com/delays, without a user name"));
      }
    }
  }
}
