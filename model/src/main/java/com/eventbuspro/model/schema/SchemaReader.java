package com.eventbuspro.model.schema;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Walks a JSON Schema document. Every place has two pointers: where it stands in the document (for
 * the author, in violations), and where it would stand if every {@code $ref} were written out (for
 * the constraints).
 */
final class SchemaReader {
  static final int MAX_DEPTH = 16;
  static final int MAX_FIELDS = 1_000;

  private final JsonNode document;
  private final Problems problems;
  private final References references;
  private final ConstraintReader constraintReader;
  private final Map<String, Constraints> constraints = new LinkedHashMap<>();
  private int fieldCount;

  SchemaReader(JsonNode document, Problems problems) {
    this.document = document;
    this.problems = problems;
    this.references = new References(document, problems);
    this.constraintReader = new ConstraintReader(problems);
  }

  /** A type, with what else was said about its values. */
  private record Value(FieldType type, Constraints constraints) {
    static final Value UNREADABLE = new Value(FieldType.Primitive.STRING, Constraints.NONE);
  }

  /** Two pointers and how many containers are around a place. */
  private record Place(String document, String expanded, int depth) {
    Place member(String keyword) {
      return new Place(Pointers.child(document, keyword), Pointers.child(expanded, keyword), depth);
    }

    Place in(String documentPointer) {
      return new Place(documentPointer, expanded, depth);
    }

    Place deeper() {
      return new Place(document, expanded, depth + 1);
    }
  }

  SchemaParser.Parsed read() {
    Dialect.check(document, problems);
    Value value = read(document, new Place("", "", 1));
    if (value.type() instanceof FieldType.Struct root && !value.constraints().nullable()) {
      constraints.remove("");
      return new SchemaParser.Parsed(root, constraints);
    }
    problems.add(
        "/type",
        SchemaFault.UNSUPPORTED_TYPE,
        "An event's data is an object with properties",
        "Write \"type\": \"object\" and \"properties\": {…} at the top of the schema");
    return new SchemaParser.Parsed(new FieldType.Struct(List.of()), Map.of());
  }

  private Value read(JsonNode schema, Place place) {
    if (!schema.isObject()) {
      problems.add(
          place.document(),
          SchemaFault.MALFORMED_SCHEMA,
          "A schema is a JSON object, not " + Texts.abbreviate(schema.toString()),
          "Write {\"type\": …}");
      return Value.UNREADABLE;
    }
    if (schema.has("$ref")) {
      return references
          .follow(schema, place.document(), (target, pointer) -> read(target, place.in(pointer)))
          .orElse(Value.UNREADABLE);
    }
    if (schema.has("anyOf") || schema.has("oneOf")) {
      return readChoice(schema, place);
    }
    return readTyped(schema, place);
  }

  /** Of the choices only "this or null" is a column. */
  private Value readChoice(JsonNode schema, Place place) {
    String keyword = schema.has("anyOf") ? "anyOf" : "oneOf";
    JsonNode options = schema.get(keyword);
    boolean alone =
        schema.propertyNames().stream()
            .allMatch(name -> name.equals(keyword) || Keywords.isAnnotation(name));
    if (alone && options.isArray() && options.size() == 2) {
      int nullAt = isNull(options.get(0)) ? 0 : 1;
      if (isNull(options.get(nullAt)) && !isNull(options.get(1 - nullAt))) {
        Place chosen =
            place.in(
                Pointers.child(
                    Pointers.child(place.document(), keyword), Integer.toString(1 - nullAt)));
        Value value = read(options.get(1 - nullAt), chosen);
        Constraints orNull = value.constraints().orNull();
        constraints.put(place.expanded(), orNull);
        return new Value(value.type(), orNull);
      }
    }
    problems.add(
        Pointers.child(place.document(), keyword),
        SchemaFault.UNSUPPORTED_CHOICE,
        "'" + keyword + "' leaves open what the column is",
        "Use one event type for each alternative, or one object with all the properties, each"
            + " optional. Only a type and {\"type\": \"null\"} may stand in "
            + keyword);
    return Value.UNREADABLE;
  }

  private static boolean isNull(JsonNode schema) {
    return schema.isObject() && schema.path("type").stringValue("").equals("null");
  }

  private Value readTyped(JsonNode schema, Place place) {
    TypeKeyword type = TypeKeyword.read(schema, place.document(), problems);
    if (type.name().isEmpty()) {
      Keywords.checkUnsupported(schema, place.document(), problems);
      return Value.UNREADABLE;
    }
    Keywords.check(schema, place.document(), type.name(), problems);
    FieldType fieldType =
        switch (type.name()) {
          case "object" -> readObject(schema, place);
          case "array" -> readArray(schema, place);
          default -> Scalars.read(schema, type.name(), place.document(), problems);
        };
    Constraints read = constraintReader.read(schema, type, fieldType, place.document());
    constraints.put(place.expanded(), read);
    return new Value(fieldType, read);
  }

  private FieldType readArray(JsonNode schema, Place place) {
    checkDepth(place);
    JsonNode items = schema.get("items");
    if (items == null) {
      problems.add(
          place.document(),
          SchemaFault.MISSING_ITEMS,
          "The array does not say what its elements are",
          "Add \"items\": {\"type\": …}");
      return new FieldType.ListOf(FieldType.Primitive.STRING, false);
    }
    Value element = read(items, place.member("items").deeper());
    return new FieldType.ListOf(element.type(), element.constraints().nullable());
  }

  private FieldType readObject(JsonNode schema, Place place) {
    checkDepth(place);
    JsonNode properties = schema.path("properties");
    JsonNode additional = schema.path("additionalProperties");
    boolean typedMap = additional.isObject();
    if (!properties.isMissingNode() && !properties.isObject()) {
      problems.add(
          Pointers.child(place.document(), "properties"),
          SchemaFault.MALFORMED_SCHEMA,
          "'properties' is an object of schemas by name",
          "Write \"properties\": {\"name\": {\"type\": …}}");
      return new FieldType.Struct(List.of());
    }
    if (typedMap && properties.isEmpty()) {
      Value value = read(additional, place.member("additionalProperties").deeper());
      return new FieldType.MapOf(value.type(), value.constraints().nullable());
    }
    checkStruct(schema, place.document());
    return readStruct(schema, properties, place);
  }

  private void checkStruct(JsonNode schema, String pointer) {
    JsonNode additional = schema.path("additionalProperties");
    if (additional.isObject()) {
      problems.add(
          Pointers.child(pointer, "additionalProperties"),
          SchemaFault.UNSUPPORTED_OBJECT,
          "An object has either named properties or values of one type under any name, not both",
          "Move the free names into a property of their own, for example \"labels\"");
    } else if (!additional.isMissingNode() && !additional.isBoolean()) {
      problems.add(
          Pointers.child(pointer, "additionalProperties"),
          SchemaFault.MALFORMED_SCHEMA,
          "'additionalProperties' is a schema, true or false",
          "Remove it, or write the schema of a map's values");
    }
    if (schema.path("properties").isEmpty()) {
      problems.add(
          pointer,
          SchemaFault.UNSUPPORTED_OBJECT,
          "The object declares no property, so it would have no column",
          "Add \"properties\", or for free names with values of one type"
              + " \"additionalProperties\": {\"type\": …}");
    }
    for (String keyword : List.of("minProperties", "maxProperties")) {
      if (schema.has(keyword)) {
        problems.add(
            Pointers.child(pointer, keyword),
            SchemaFault.MISPLACED_KEYWORD,
            "'" + keyword + "' is for maps; this object has named properties",
            "Remove it; 'required' says which properties must be there");
      }
    }
  }

  private FieldType readStruct(JsonNode schema, JsonNode properties, Place place) {
    fieldCount += properties.size();
    if (fieldCount > MAX_FIELDS) {
      throw tooManyFields(place);
    }
    Names names = new Names(place.document(), place.depth(), problems);
    RequiredNames required = RequiredNames.read(schema, place.document(), problems);
    List<Field> fields = new ArrayList<>(properties.size());
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      Place at = place.member("properties").member(property.getKey()).deeper();
      boolean usable = names.accept(property.getKey(), at.document());
      Value value = read(property.getValue(), at);
      boolean mandatory = required.contains(property.getKey());
      Constraints own = value.constraints().withMandatory(mandatory);
      constraints.put(at.expanded(), own);
      if (usable) {
        Notes notes = Notes.read(property.getValue(), references, at.document(), problems);
        names.acceptAliases(property.getKey(), notes.aliases(), at.document());
        fields.add(
            new Field(
                property.getKey(),
                value.type(),
                mandatory && !own.nullable(),
                notes.description(),
                notes.pii(),
                notes.aliases()));
      }
    }
    names.checkAliases();
    return new FieldType.Struct(fields);
  }

  private InvalidInputException tooManyFields(Place place) {
    return problems.stop(
        place.document(),
        SchemaFault.SCHEMA_TOO_LARGE,
        "The schema declares more than "
            + MAX_FIELDS
            + " fields in all ("
            + fieldCount
            + " so far, nested and referenced ones counted)",
        "Declare the properties that people query; undeclared ones are kept in _extra");
  }

  private void checkDepth(Place place) {
    if (place.depth() > MAX_DEPTH) {
      throw problems.stop(
          place.document(),
          SchemaFault.SCHEMA_TOO_DEEP,
          "Objects, arrays and maps are nested deeper than " + MAX_DEPTH + " levels",
          "Flatten the event");
    }
  }
}
