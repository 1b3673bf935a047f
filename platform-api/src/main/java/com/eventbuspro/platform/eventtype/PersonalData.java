package com.eventbuspro.platform.eventtype;

import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.Field;
import com.eventbuspro.model.schema.FieldType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Where an event type has personal data ({@code x-pii}), and how it is hidden. What a value is
 * called decides: the newest schema version that has a name says whether it is personal, for its
 * former names ({@code x-aliases}) too. Of an event type that has any, only values are shown that
 * are declared and not personal: a misspelt name must not bring them to light.
 */
public final class PersonalData {
  /** What stands for a hidden value. */
  public static final String MASK = "***";

  private static final JsonNode MASKED = StringNode.valueOf(MASK);
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> CLOUD_EVENT_ATTRIBUTES =
      Set.of("specversion", "id", "source", "type", "time", "datacontenttype", "dataschema");

  private final Place root;
  private final boolean any;

  private PersonalData(Place root, boolean any) {
    this.root = root;
    this.any = any;
  }

  /** Something that is declared at a place. */
  private static final class Place {
    private final Map<String, Place> members = new HashMap<>();
    private @Nullable Place elements;
    private boolean personal;
    private boolean leaf;
  }

  /** Of an event type with these versions, oldest first. */
  static PersonalData of(List<EventSchema> versions) {
    Place root = new Place();
    versions.forEach(version -> declare(root, version.root()));
    return new PersonalData(root, isAny(root));
  }

  private static boolean isAny(Place place) {
    return place.personal
        || (place.elements != null && isAny(place.elements))
        || place.members.values().stream().anyMatch(PersonalData::isAny);
  }

  private static void declare(Place place, FieldType type) {
    if (type instanceof FieldType.Struct struct) {
      struct.fields().forEach(field -> declare(place, field));
    } else if (type instanceof FieldType.ListOf list) {
      declare(elements(place), list.element());
    } else if (type instanceof FieldType.MapOf map) {
      declare(elements(place), map.value());
    } else {
      place.leaf = true;
    }
  }

  private static void declare(Place place, Field field) {
    Place member = place.members.computeIfAbsent(field.name(), name -> new Place());
    member.personal = field.pii();
    declare(member, field.type());
    field.aliases().forEach(alias -> place.members.put(alias, member));
  }

  private static Place elements(Place place) {
    Place elements = place.elements;
    if (elements == null) {
      elements = new Place();
      place.elements = elements;
    }
    return elements;
  }

  /** Whether there is no personal data, so that nothing is hidden. */
  public boolean isNone() {
    return !any;
  }

  /** Whether a column of the event type's table has personal data, in whole or in part. */
  public boolean isPersonal(String column) {
    if (column.equals(Envelope.EXTRA)) {
      return any;
    }
    Place place = root.members.get(column);
    return place != null && isAny(place);
  }

  /** What is personal here and would be shown by another, as paths of names; in order. */
  Set<String> openedBy(PersonalData other) {
    Set<String> opened = new TreeSet<>();
    addOpened("", root, other.root, opened);
    return opened;
  }

  private static void addOpened(String path, Place before, Place after, Set<String> opened) {
    if (after.personal) {
      return;
    }
    if (before.personal) {
      opened.add(path);
      return;
    }
    before.members.forEach(
        (name, member) -> {
          Place counterpart = after.members.get(name);
          if (counterpart != null) {
            addOpened(path + "/" + name, member, counterpart, opened);
          }
        });
    if (before.elements != null && after.elements != null) {
      addOpened(path + "/*", before.elements, after.elements, opened);
    }
  }

  /** A row of the event type's table, as it may be shown. */
  public JsonNode row(JsonNode row) {
    if (!any) {
      return row;
    }
    ObjectNode shown = JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> column : row.properties()) {
      boolean envelope =
          Envelope.contains(column.getKey()) && !column.getKey().equals(Envelope.EXTRA);
      shown.set(
          column.getKey(),
          envelope ? column.getValue() : member(root, column.getKey(), column.getValue()));
    }
    return shown;
  }

  /**
   * An event as it was received, as it may be shown: as JSON; empty when it is no JSON object, and
   * so nobody can tell what it holds.
   */
  public Optional<String> event(String received) {
    try {
      JsonNode event = JSON.readTree(received);
      if (event.isObject()) {
        return Optional.of(
            (event.has("specversion") ? cloudEvent(event) : value(root, event)).toString());
      }
    } catch (JacksonException e) {
      // No JSON: see above.
    }
    return Optional.empty();
  }

  private JsonNode cloudEvent(JsonNode event) {
    ObjectNode shown = JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> attribute : event.properties()) {
      String name = attribute.getKey();
      JsonNode value = attribute.getValue();
      if (name.equals("data")) {
        shown.set(name, value(root, value));
      } else {
        shown.set(
            name, CLOUD_EVENT_ATTRIBUTES.contains(name) && !value.isContainer() ? value : MASKED);
      }
    }
    return shown;
  }

  private static JsonNode member(Place place, String name, JsonNode value) {
    Place member = place.members.get(name);
    return value.isNull() ? value : member == null ? MASKED : value(member, value);
  }

  private static JsonNode value(Place place, JsonNode value) {
    if (value.isNull()) {
      return value;
    }
    if (place.personal) {
      return MASKED;
    }
    if (value.isObject()) {
      ObjectNode shown = JSON.createObjectNode();
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        shown.set(
            member.getKey(),
            place.elements == null
                ? member(place, member.getKey(), member.getValue())
                : value(place.elements, member.getValue()));
      }
      return shown;
    }
    if (value.isArray() && place.elements != null) {
      ArrayNode shown = JSON.createArrayNode();
      for (JsonNode element : value) {
        shown.add(value(place.elements, element));
      }
      return shown;
    }
    return place.leaf && !value.isArray() ? value : MASKED;
  }
}
