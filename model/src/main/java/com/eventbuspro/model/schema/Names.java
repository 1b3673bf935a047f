package com.eventbuspro.model.schema;

import com.eventbuspro.model.Texts;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names within one object: fit for a column, and told apart by SQL, which ignores case. */
final class Names {
  static final int MAX_LENGTH = 128;

  /** A bare event with this property would be taken for a CloudEvent. */
  private static final Set<String> ENVELOPE = Set.of("specversion");

  private final String owner;
  private final boolean topLevel;
  private final Problems problems;
  private final Map<String, String> seen = new HashMap<>();
  private final Map<String, String> aliasPointers = new LinkedHashMap<>();

  Names(String owner, int depth, Problems problems) {
    this.owner = owner;
    this.topLevel = depth == 1;
    this.problems = problems;
  }

  /** Whether a property may be called so within an object; top-level names have a rule more. */
  static boolean isUsable(String name, boolean topLevel) {
    return fault(name) == null && !(topLevel && isReserved(name));
  }

  /** Reports a name that cannot be a column; whether it can. */
  boolean accept(String name, String pointer) {
    if (!check(name, pointer)) {
      return false;
    }
    String twin = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
    if (twin == null) {
      return true;
    }
    problems.add(
        pointer,
        SchemaFault.DUPLICATE_NAME,
        "'"
            + Texts.abbreviate(name)
            + "' and '"
            + Texts.abbreviate(twin)
            + "' differ in case only, which SQL does not see",
        "Rename one of the two, or leave it undeclared (it is kept in _extra)");
    return false;
  }

  void acceptAliases(String name, List<String> aliases, String pointer) {
    for (int i = 0; i < aliases.size(); i++) {
      String at = Pointers.child(Pointers.child(pointer, "x-aliases"), Integer.toString(i));
      String alias = aliases.get(i);
      if (check(alias, at) && aliasPointers.putIfAbsent(alias, at) != null) {
        problems.add(
            at,
            SchemaFault.DUPLICATE_NAME,
            "'"
                + Texts.abbreviate(alias)
                + "' is given twice as a former name; once for '"
                + Texts.abbreviate(name)
                + "'",
            "A former name belongs to one property");
      }
    }
  }

  /** A former name must not be in use again: nobody could tell which one is meant. */
  void checkAliases() {
    aliasPointers.forEach(
        (alias, pointer) -> {
          if (seen.containsKey(alias.toLowerCase(Locale.ROOT))) {
            problems.add(
                pointer,
                SchemaFault.DUPLICATE_NAME,
                "'"
                    + Texts.abbreviate(alias)
                    + "' is a former name and at once a property of "
                    + (owner.isEmpty() ? "the event" : owner),
                "Remove it from x-aliases, or rename that property");
          }
        });
  }

  private boolean check(String name, String pointer) {
    String fault = fault(name);
    if (fault != null) {
      problems.add(
          pointer,
          SchemaFault.INVALID_NAME,
          fault,
          "Use 1 to "
              + MAX_LENGTH
              + " printable characters without a dot, for example"
              + " delay_minutes; undeclared properties are kept in _extra");
    } else if (topLevel && isReserved(name)) {
      problems.add(
          pointer,
          SchemaFault.RESERVED_NAME,
          "'" + Texts.abbreviate(name) + "' is kept for the envelope",
          "Rename it: top-level names do not begin with _ and are not specversion. Undeclared"
              + " properties are kept in _extra");
    } else {
      return true;
    }
    return false;
  }

  private static boolean isReserved(String name) {
    return name.startsWith("_") || ENVELOPE.contains(name.toLowerCase(Locale.ROOT));
  }

  private static @Nullable String fault(String name) {
    if (name.isBlank()) {
      return "A name must not be blank";
    }
    if (name.length() > MAX_LENGTH) {
      return "The name '" + Texts.abbreviate(name) + "' has " + name.length() + " characters";
    }
    if (name.indexOf('.') >= 0) {
      return "The name '"
          + Texts.abbreviate(name)
          + "' has a dot, which SQL reads as a step into an object";
    }
    boolean unprintable =
        name.codePoints()
            .anyMatch(
                c ->
                    Character.isISOControl(c)
                        || Character.getType(c) == Character.SURROGATE
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
    return unprintable
        ? "The name '" + Texts.abbreviate(name) + "' has control characters or half a character"
        : null;
  }
}
