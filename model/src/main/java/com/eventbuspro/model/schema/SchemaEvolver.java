package com.eventbuspro.model.schema;

import com.eventbuspro.model.Texts;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.schema.SchemaChange.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays one more version over a lineage and takes down what changes. */
final class SchemaEvolver {
  private final SchemaLineage before;
  private final EventSchema next;
  private final List<SchemaChange> changes = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();
  private final Map<String, Constraints> constraints = new HashMap<>();
  private final Set<String> removed = new HashSet<>();

  SchemaEvolver(SchemaLineage before, EventSchema next) {
    this.before = before;
    this.next = next;
  }

  /** Where a schema stood in the lineage, and where it stands now. */
  private record At(String old, String now) {
    At property(String oldName, String newName) {
      return new At(
          Pointers.child(old + "/properties", oldName),
          Pointers.child(now + "/properties", newName));
    }

    At part(String keyword) {
      return new At(old + "/" + keyword, now + "/" + keyword);
    }
  }

  SchemaLineage run() {
    FieldType.Struct columns = struct(before.columns(), next.root(), new At("", ""));
    return new SchemaLineage(next.version(), columns, constraints, removed);
  }

  SchemaEvolution evolution() {
    return new SchemaEvolution(changes, violations);
  }

  private FieldType.Struct struct(FieldType.Struct old, FieldType.Struct now, At at) {
    Map<String, Field> columns = new HashMap<>();
    old.fields().forEach(field -> columns.put(field.name(), field));
    Map<String, String> continuing = SchemaLineage.continuing(now, columns.keySet());
    Map<String, Field> continued = new HashMap<>();
    List<Field> added = new ArrayList<>();
    for (Field field : now.fields()) {
      Field column = columns.get(continuing.get(field.name()));
      if (column == null) {
        added.add(field);
      } else {
        continued.put(
            column.name(), field(column, field, at.property(column.name(), field.name())));
      }
    }
    List<Field> merged = new ArrayList<>();
    for (Field column : old.fields()) {
      Field going = continued.get(column.name());
      merged.add(going != null ? going : remove(column, added, at));
    }
    checkRenames(continued, merged, at);
    for (Field field : added) {
      if (isNameFree(field, merged, at)) {
        merged.add(add(field, at));
      }
    }
    return new FieldType.Struct(merged);
  }

  private Field field(Field old, Field now, At at) {
    if (!old.name().equals(now.name())) {
      change(
          Kind.PROPERTY_RENAMED,
          at.now(),
          "The column " + quoted(old) + " is renamed to " + quoted(now),
          null);
    }
    if (before.removed().contains(at.old())) {
      change(
          Kind.PROPERTY_RESTORED,
          at.now(),
          "The property " + quoted(now) + " is back and goes on in its old column",
          null);
    }
    presence(old, now, at);
    if (!old.description().equals(now.description()) || old.pii() != now.pii()) {
      change(
          Kind.NOTE_CHANGED,
          at.now(),
          "The description of " + quoted(now) + ", or whether it is personal data, changes",
          null);
    }
    FieldType type = value(old.type(), now.type(), at);
    return new Field(
        now.name(),
        type,
        old.required() && now.required(),
        now.description(),
        now.pii(),
        now.aliases());
  }

  private void presence(Field old, Field now, At at) {
    boolean was = before.constraintsAt(at.old()).mandatory();
    boolean is = next.constraintsAt(at.now()).mandatory();
    if (was && !is) {
      change(Kind.MADE_OPTIONAL, at.now(), quoted(now) + " need not be there any more", null);
    } else if (is && !was) {
      violation(
          at.now(),
          EvolutionFault.MADE_REQUIRED,
          quoted(old) + " was optional; events of today may lack it",
          "Take it out of 'required'");
    }
  }

  /** Compares what two versions say of a value: its type and what narrows it. */
  private FieldType value(FieldType old, FieldType now, At at) {
    Constraints was = before.constraintsAt(at.old());
    Constraints is = next.constraintsAt(at.now());
    constraints.put(at.now(), is);
    if (was.decimalText() != is.decimalText()) {
      typeFault(EvolutionFault.TYPE_CHANGED, old, now, at);
    } else {
      ConstraintComparison comparison = new ConstraintComparison(was, is);
      comparison
          .narrowed()
          .forEach(
              what ->
                  violation(
                      at.now(),
                      EvolutionFault.CONSTRAINT_NARROWED,
                      "Values that are valid today would not be: " + what,
                      "Keep what is valid today; a stricter rule needs an event type of its own"));
      if (!comparison.loosened().isEmpty()) {
        change(
            Kind.CONSTRAINT_LOOSENED,
            at.now(),
            "More values are valid: " + String.join("; ", comparison.loosened()),
            null);
      }
    }
    return type(old, now, at);
  }

  private FieldType type(FieldType old, FieldType now, At at) {
    if (old instanceof FieldType.Struct oldStruct && now instanceof FieldType.Struct nowStruct) {
      return struct(oldStruct, nowStruct, at);
    }
    if (old instanceof FieldType.ListOf oldList && now instanceof FieldType.ListOf nowList) {
      return new FieldType.ListOf(
          value(oldList.element(), nowList.element(), at.part("items")),
          oldList.elementNullable() || nowList.elementNullable());
    }
    if (old instanceof FieldType.MapOf oldMap && now instanceof FieldType.MapOf nowMap) {
      return new FieldType.MapOf(
          value(oldMap.value(), nowMap.value(), at.part("additionalProperties")),
          oldMap.valueNullable() || nowMap.valueNullable());
    }
    if (old.equals(now)) {
      return now;
    }
    if (old.widensTo(now)) {
      change(
          Kind.TYPE_WIDENED,
          at.now(),
          "The column grows from " + TypeNames.of(old) + " to " + TypeNames.of(now),
          null);
      return now;
    }
    typeFault(
        now.widensTo(old) ? EvolutionFault.TYPE_NARROWED : EvolutionFault.TYPE_CHANGED,
        old,
        now,
        at);
    return old;
  }

  private void typeFault(EvolutionFault fault, FieldType old, FieldType now, At at) {
    violation(
        at.now(),
        fault,
        "The column is " + TypeNames.of(old) + " and cannot become " + TypeNames.of(now),
        "Keep the type, or add a property with another name beside it");
  }

  private Field remove(Field column, List<Field> added, At at) {
    At gone = at.property(column.name(), column.name());
    if (!before.removed().contains(gone.old())) {
      change(
          Kind.PROPERTY_REMOVED,
          gone.old(),
          "The column " + quoted(column) + " stays and is empty from now on",
          renameAdvice(column, added));
    }
    removed.add(gone.now());
    carryOver(gone);
    return new Field(
        column.name(), column.type(), false, column.description(), column.pii(), column.aliases());
  }

  /** Keeps what was known of a column that this version does not speak of. */
  private void carryOver(At gone) {
    before
        .constraints()
        .forEach(
            (pointer, rule) -> {
              if (pointer.equals(gone.old()) || pointer.startsWith(gone.old() + "/")) {
                constraints.put(gone.now() + pointer.substring(gone.old().length()), rule);
              }
            });
    for (String pointer : before.removed()) {
      if (pointer.startsWith(gone.old() + "/")) {
        removed.add(gone.now() + pointer.substring(gone.old().length()));
      }
    }
  }

  private static @Nullable String renameAdvice(Field column, List<Field> added) {
    for (Field field : added) {
      if (field.type().equals(column.type())) {
        return "If "
            + quoted(field)
            + " is its new name, add \"x-aliases\": [\""
            + Texts.abbreviate(column.name())
            + "\"] to it: then its history goes along";
      }
    }
    return null;
  }

  /** Two columns there were never differ in case only; a rename must not make them. */
  private void checkRenames(Map<String, Field> continued, List<Field> merged, At at) {
    continued.forEach(
        (oldName, field) -> {
          if (!oldName.equals(field.name())) {
            isNameFree(field, merged.stream().filter(column -> column != field).toList(), at);
          }
        });
  }

  private boolean isNameFree(Field field, List<Field> columns, At at) {
    for (Field column : columns) {
      if (column.name().equalsIgnoreCase(field.name())) {
        violation(
            at.property(field.name(), field.name()).now(),
            EvolutionFault.NAME_TAKEN,
            quoted(field) + " cannot be told from the column " + quoted(column) + " in SQL",
            "If it is a rename, add x-aliases; else choose another name");
        return false;
      }
    }
    return true;
  }

  private Field add(Field field, At at) {
    String pointer = at.property(field.name(), field.name()).now();
    if (next.constraintsAt(pointer).mandatory()) {
      violation(
          pointer,
          EvolutionFault.NEW_REQUIRED,
          quoted(field) + " is new and required; events of today lack it",
          "Take it out of 'required'");
    }
    change(Kind.PROPERTY_ADDED, pointer, "The table gets the column " + quoted(field), null);
    next.constraints()
        .forEach(
            (place, rule) -> {
              if (place.equals(pointer) || place.startsWith(pointer + "/")) {
                constraints.put(place, rule);
              }
            });
    return new Field(
        field.name(), field.type(), false, field.description(), field.pii(), field.aliases());
  }

  private static String quoted(Field field) {
    return "'" + Texts.abbreviate(field.name()) + "'";
  }

  private void change(Kind kind, String pointer, String message, @Nullable String advice) {
    changes.add(new SchemaChange(kind, pointer, message, advice));
  }

  private void violation(String pointer, EvolutionFault fault, String message, String suggestion) {
    violations.add(Violation.of(pointer, fault.name(), message, suggestion));
  }
}
