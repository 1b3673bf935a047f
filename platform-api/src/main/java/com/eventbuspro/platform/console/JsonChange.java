package com.eventbuspro.platform.console;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One place at which two JSON values differ.
 *
 * @param path names with dots; empty for the whole
 * @param before its JSON; null when it was not there
 * @param after its JSON; null when it is not there
 */
record JsonChange(String path, @Nullable String before, @Nullable String after) {
  private static final int MAX = 100;
  private static final int MAX_TEXT = 2_000;

  /** Every place that differs, at most a hundred. */
  static List<JsonChange> between(@Nullable JsonNode before, @Nullable JsonNode after) {
    List<JsonChange> changes = new ArrayList<>();
    compare(changes, "", before, after);
    return changes;
  }

  private static void compare(
      List<JsonChange> changes, String path, @Nullable JsonNode before, @Nullable JsonNode after) {
    boolean same = before == null ? after == null : before.equals(after);
    if (same || changes.size() >= MAX) {
      return;
    }
    if (isObjectOrAbsent(before) && isObjectOrAbsent(after)) {
      Set<String> names = new LinkedHashSet<>();
      if (before != null) {
        names.addAll(before.propertyNames());
      }
      if (after != null) {
        names.addAll(after.propertyNames());
      }
      for (String name : names) {
        compare(
            changes,
            path.isEmpty() ? name : path + "." + name,
            before == null ? null : before.get(name),
            after == null ? null : after.get(name));
      }
      return;
    }
    changes.add(new JsonChange(path, text(before), text(after)));
  }

  private static boolean isObjectOrAbsent(@Nullable JsonNode node) {
    return node == null || node.isObject();
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    String text = node.isString() ? node.stringValue() : node.toString();
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
  }
}
