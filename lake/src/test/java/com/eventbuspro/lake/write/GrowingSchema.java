package com.eventbuspro.lake.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * A schema that changes at random in every way that is allowed, and knows for itself, by an
 * identity that no name has a part in, which column is which.
 */
final class GrowingSchema {
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");
  private static final int MAX_DEPTH = 3;

  private final Random random;
  private final Container root;
  private int lastIdentity;

  /** What a value is made of. */
  private sealed interface Shape {}

  private enum Kind {
    INT("\"type\":\"integer\",\"format\":\"int32\""),
    LONG("\"type\":\"integer\""),
    FLOAT("\"type\":\"number\",\"format\":\"float\""),
    DOUBLE("\"type\":\"number\""),
    STRING("\"type\":\"string\""),
    DECIMAL("\"type\":\"number\",\"format\":\"decimal\",\"x-scale\":1,\"x-precision\":");

    private final String keywords;

    Kind(String keywords) {
      this.keywords = keywords;
    }
  }

  private static final class Scalar implements Shape {
    private Kind kind;
    private int precision = 5;

    Scalar(Kind kind) {
      this.kind = kind;
    }
  }

  /** An object, a list of objects or a map of objects. */
  private static final class Container implements Shape {
    private final Form form;
    private final List<Column> columns = new ArrayList<>();

    Container(Form form) {
      this.form = form;
    }
  }

  private enum Form {
    OBJECT,
    LIST,
    MAP
  }

  private static final class Column {
    private final int identity;
    private final Shape shape;
    private String name;
    private boolean required;
    private boolean present = true;
    private boolean registered;
    private @Nullable String alias;

    Column(int identity, String name, Shape shape) {
      this.identity = identity;
      this.name = name;
      this.shape = shape;
    }
  }

  GrowingSchema(Random random) {
    this.random = random;
    this.root = container(Form.OBJECT, 1);
    require(root);
  }

  /** Only what the first version has may be required. */
  private void require(Container container) {
    for (Column column : container.columns) {
      column.required = random.nextBoolean();
      if (column.shape instanceof Container inner) {
        require(inner);
      }
    }
  }

  private Container container(Form form, int depth) {
    Container container = new Container(form);
    for (int i = 0; i < 2; i++) {
      add(container, depth);
    }
    return container;
  }

  private void add(Container container, int depth) {
    String name = freeName(container);
    if (name != null) {
      Shape shape =
          depth < MAX_DEPTH && random.nextInt(3) == 0
              ? container(pick(Form.values()), depth + 1)
              : new Scalar(pick(Kind.values()));
      container.columns.add(random.nextInt(container.columns.size() + 1), column(name, shape));
    }
  }

  private Column column(String name, Shape shape) {
    return new Column(++lastIdentity, name, shape);
  }

  /** A name that no column bears, though one may have borne it before the last version. */
  private @Nullable String freeName(Container container) {
    List<String> free = new ArrayList<>(NAMES);
    container.columns.forEach(
        column -> {
          free.remove(column.name);
          free.remove(column.alias);
        });
    return free.isEmpty() ? null : free.get(random.nextInt(free.size()));
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }

  /** Changes some things. */
  void grow() {
    settle(root);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      change(root, 1);
    }
  }

  /** What is there now has been registered. */
  private static void settle(Container container) {
    for (Column column : container.columns) {
      column.alias = null;
      column.registered = true;
      if (column.shape instanceof Container inner) {
        settle(inner);
      }
    }
  }

  private void change(Container container, int depth) {
    Column column = container.columns.get(random.nextInt(container.columns.size()));
    if (!column.present) {
      column.present = random.nextBoolean();
      return;
    }
    if (column.shape instanceof Container inner && random.nextBoolean()) {
      change(inner, depth + 1);
      return;
    }
    switch (random.nextInt(5)) {
      case 0 -> add(container, depth);
      case 1 -> rename(container, column);
      case 2 -> remove(container, column);
      case 3 -> column.required = false;
      default -> widen(column.shape);
    }
  }

  private void rename(Container container, Column column) {
    String name = freeName(container);
    if (column.alias == null && column.registered && name != null) {
      column.alias = column.name;
      column.name = name;
    }
  }

  private static void remove(Container container, Column column) {
    // An object without properties would be no object.
    boolean others = container.columns.stream().filter(c -> c.present).count() > 1;
    if (others && isRegistered(column)) {
      column.present = false;
      column.required = false;
    }
  }

  /** Whether nothing about it changed since the last version. */
  private static boolean isRegistered(Column column) {
    return column.registered
        && column.alias == null
        && (!(column.shape instanceof Container inner)
            || inner.columns.stream().allMatch(GrowingSchema::isRegistered));
  }

  private static void widen(Shape shape) {
    if (shape instanceof Scalar scalar) {
      switch (scalar.kind) {
        case INT -> scalar.kind = Kind.LONG;
        case FLOAT -> scalar.kind = Kind.DOUBLE;
        case DECIMAL -> scalar.precision = Math.min(38, scalar.precision + 6);
        case LONG, DOUBLE, STRING -> {}
      }
    }
  }

  /** The JSON Schema as it is now. */
  String document() {
    return document(root, "");
  }

  private static String document(Shape shape, String more) {
    if (shape instanceof Scalar scalar) {
      return "{"
          + scalar.kind.keywords
          + (scalar.kind == Kind.DECIMAL ? scalar.precision : "")
          + more
          + "}";
    }
    Container container = (Container) shape;
    List<String> properties = new ArrayList<>();
    List<String> required = new ArrayList<>();
    for (Column column : container.columns) {
      if (column.present) {
        String alias = column.alias == null ? "" : ",\"x-aliases\":[\"" + column.alias + "\"]";
        properties.add("\"" + column.name + "\":" + document(column.shape, alias));
        if (column.required) {
          required.add("\"" + column.name + "\"");
        }
      }
    }
    String object =
        "\"type\":\"object\",\"properties\":{%s},\"required\":%s"
            .formatted(String.join(",", properties), required);
    return switch (container.form) {
      case OBJECT -> "{" + object + more + "}";
      case LIST -> "{\"type\":\"array\",\"items\":{" + object + "}" + more + "}";
      case MAP -> "{\"type\":\"object\",\"additionalProperties\":{" + object + "}" + more + "}";
    };
  }

  /**
   * One event: its data, and what it says by identity.
   *
   * @param json as published
   * @param values by the identity of the column
   */
  record Sample(String json, Map<Integer, Object> values) {}

  /** An event of the schema as it is now. */
  Sample sample() {
    Map<Integer, Object> values = new TreeMap<>();
    return new Sample(object(root, values), values);
  }

  private String object(Container container, Map<Integer, Object> values) {
    List<String> members = new ArrayList<>();
    for (Column column : container.columns) {
      if (column.present && (column.required || random.nextInt(4) > 0)) {
        members.add("\"" + column.name + "\":" + value(column, values));
      }
    }
    return "{" + String.join(",", members) + "}";
  }

  private String value(Column column, Map<Integer, Object> values) {
    if (column.shape instanceof Scalar scalar) {
      return scalar(column.identity, scalar, values);
    }
    Container container = (Container) column.shape;
    Map<Integer, Object> one = new TreeMap<>();
    String object = object(container, one);
    return switch (container.form) {
      case OBJECT -> {
        values.put(column.identity, one);
        yield object;
      }
      case LIST -> {
        Map<Integer, Object> two = new TreeMap<>();
        String more = object(container, two);
        values.put(column.identity, List.of(one, two));
        yield "[" + object + "," + more + "]";
      }
      case MAP -> {
        values.put(column.identity, Map.of("key", one));
        yield "{\"key\":" + object + "}";
      }
    };
  }

  private String scalar(int identity, Scalar scalar, Map<Integer, Object> values) {
    int small = random.nextInt(1000);
    Object value =
        switch (scalar.kind) {
          case INT -> (long) small;
          case LONG -> small + 5_000_000_000L;
          case FLOAT -> small + 0.5;
          case DOUBLE -> small * 1e200;
          case STRING -> identity + "-" + small;
          case DECIMAL ->
              new BigDecimal("9".repeat(scalar.precision - 5) + "%03d.1".formatted(small));
        };
    values.put(identity, value);
    return value instanceof String text ? "\"" + text + "\"" : value.toString();
  }

  /** What a row of the table says, by identity; the table must have every column there ever was. */
  Map<Integer, Object> read(StructLike row, Types.StructType type) {
    return read(root, row, type);
  }

  private static Map<Integer, Object> read(
      Container container, StructLike row, Types.StructType type) {
    Map<Integer, Object> values = new TreeMap<>();
    for (Column column : container.columns) {
      Types.NestedField field = type.field(column.name);
      assertThat(field).as(column.name).isNotNull();
      Object value = row.get(type.fields().indexOf(field), Object.class);
      if (value != null) {
        values.put(column.identity, read(column.shape, value, field));
      }
    }
    return values;
  }

  private static Object read(Shape shape, Object value, Types.NestedField field) {
    if (!(shape instanceof Container container)) {
      return value instanceof Integer number
          ? (Object) number.longValue()
          : value instanceof Float number ? (Object) number.doubleValue() : value;
    }
    return switch (container.form) {
      case OBJECT -> read(container, (StructLike) value, field.type().asStructType());
      case LIST ->
          ((List<?>) value)
              .stream()
                  .map(
                      element ->
                          read(
                              container,
                              (StructLike) element,
                              field.type().asListType().elementType().asStructType()))
                  .toList();
      case MAP -> {
        Map<Object, Object> values = new LinkedHashMap<>();
        ((Map<?, ?>) value)
            .forEach(
                (key, element) ->
                    values.put(
                        key,
                        read(
                            container,
                            (StructLike) element,
                            field.type().asMapType().valueType().asStructType())));
        yield values;
      }
    };
  }

  /** The table's field id of every column, by identity. */
  Map<Integer, Integer> fieldIds(Types.StructType type) {
    Map<Integer, Integer> ids = new TreeMap<>();
    fieldIds(root, type, ids);
    return ids;
  }

  private static void fieldIds(
      Container container, Types.StructType type, Map<Integer, Integer> ids) {
    for (Column column : container.columns) {
      Types.NestedField field = type.field(column.name);
      assertThat(field).as(column.name).isNotNull();
      ids.put(column.identity, field.fieldId());
      if (column.shape instanceof Container inner) {
        switch (inner.form) {
          case OBJECT -> fieldIds(inner, field.type().asStructType(), ids);
          case LIST -> fieldIds(inner, field.type().asListType().elementType().asStructType(), ids);
          case MAP -> fieldIds(inner, field.type().asMapType().valueType().asStructType(), ids);
        }
      }
    }
  }
}
