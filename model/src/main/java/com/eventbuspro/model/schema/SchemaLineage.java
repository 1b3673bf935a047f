package com.eventbuspro.model.schema;

import com.eventbuspro.model.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The schema versions of one event type, laid over one another: every column there ever was. Judges
 * whether a further version may follow.
 *
 * <p>A property goes on in the column that was last called the same; else in the one that its
 * {@code x-aliases} name; else it is a new column. Columns never go away, since rows hold them.
 *
 * <p>May follow: an optional property more, at any depth; int to long, float to double, a decimal
 * of more digits and the same scale; required to optional; null allowed; a rename with its alias; a
 * property less; looser constraints; other notes. May not: anything that makes an event of today
 * invalid tomorrow, or that a column cannot follow.
 */
public final class SchemaLineage {
  private final int newestVersion;
  private final FieldType.Struct columns;
  private final Map<String, Constraints> constraints;
  private final Set<String> removed;

  SchemaLineage(
      int newestVersion,
      FieldType.Struct columns,
      Map<String, Constraints> constraints,
      Set<String> removed) {
    this.newestVersion = newestVersion;
    this.columns = columns;
    this.constraints = Map.copyOf(constraints);
    this.removed = Set.copyOf(removed);
  }

  /**
   * Lays versions over one another.
   *
   * @param versions at least one, in any order
   * @throws InvalidInputException if one of them must not follow those before it
   */
  public static SchemaLineage of(List<EventSchema> versions) {
    List<EventSchema> ordered =
        versions.stream().sorted(Comparator.comparingInt(EventSchema::version)).toList();
    if (ordered.isEmpty()) {
      throw new IllegalArgumentException("An event type has at least one schema version");
    }
    EventSchema first = ordered.get(0);
    SchemaLineage lineage =
        new SchemaLineage(first.version(), first.root(), first.constraints(), new HashSet<>());
    for (EventSchema next : ordered.subList(1, ordered.size())) {
      lineage = lineage.followedBy(next);
    }
    return lineage;
  }

  /**
   * Which columns the properties of one object go on in. Whoever follows columns through versions
   * asks this, so that the one who judges a version and the one who writes rows by it agree.
   *
   * @param columns what the columns of the object were last called
   * @return the column of each property that goes on in one; no column is there twice
   */
  public static Map<String, String> continuing(FieldType.Struct object, Set<String> columns) {
    Set<String> free = new HashSet<>(columns);
    Map<String, String> continuing = new HashMap<>();
    for (Field field : object.fields()) {
      if (free.remove(field.name())) {
        continuing.put(field.name(), field.name());
      }
    }
    for (Field field : object.fields()) {
      if (!continuing.containsKey(field.name())) {
        field.aliases().stream()
            .filter(free::remove)
            .findFirst()
            .ifPresent(alias -> continuing.put(field.name(), alias));
      }
    }
    return continuing;
  }

  /**
   * What each version calls the top-level column that the newest version calls by a name.
   *
   * @param versions in any order
   * @return by version; a version that has no such property is not there
   */
  public static Map<Integer, String> namesOf(String column, List<EventSchema> versions) {
    List<EventSchema> ordered =
        versions.stream().sorted(Comparator.comparingInt(EventSchema::version)).toList();
    List<Map<String, String>> continuing = new ArrayList<>();
    Set<String> columns = new HashSet<>();
    for (EventSchema version : ordered) {
      Map<String, String> names = continuing(version.root(), columns);
      columns.removeAll(names.values());
      version.root().fields().forEach(field -> columns.add(field.name()));
      continuing.add(names);
    }
    Map<Integer, String> found = new HashMap<>();
    String name = column;
    for (int i = ordered.size() - 1; i >= 0 && name != null; i--) {
      String called = name;
      if (ordered.get(i).root().fields().stream().anyMatch(f -> f.name().equals(called))) {
        found.put(ordered.get(i).version(), called);
        name = continuing.get(i).get(called);
      }
    }
    return found;
  }

  /** What a further version would change, and whether it may. */
  public SchemaEvolution evolve(EventSchema next) {
    SchemaEvolver evolver = evolver(next);
    evolver.run();
    return evolver.evolution();
  }

  private SchemaLineage followedBy(EventSchema next) {
    SchemaEvolver evolver = evolver(next);
    SchemaLineage lineage = evolver.run();
    if (!evolver.evolution().isCompatible()) {
      throw new InvalidInputException(evolver.evolution().violations());
    }
    return lineage;
  }

  private SchemaEvolver evolver(EventSchema next) {
    Objects.requireNonNull(next, "next");
    if (next.version() <= newestVersion) {
      throw new IllegalArgumentException(
          "Version " + next.version() + " does not follow version " + newestVersion);
    }
    return new SchemaEvolver(this, next);
  }

  /** The newest version among those laid over one another. */
  public int newestVersion() {
    return newestVersion;
  }

  /**
   * Every column there ever was, under its newest name, wide enough for every version; required
   * only if every version requires it. Older columns come first.
   */
  public FieldType.Struct columns() {
    return columns;
  }

  Constraints constraintsAt(String pointer) {
    return constraints.getOrDefault(pointer, Constraints.NONE);
  }

  Map<String, Constraints> constraints() {
    return constraints;
  }

  /** Where in {@link #columns()} the newest version has no property. */
  Set<String> removed() {
    return removed;
  }
}
