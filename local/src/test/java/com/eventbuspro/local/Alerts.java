package com.eventbuspro.local;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** The alert rules that we ship. */
final class Alerts {
  private static final Path FILE = Path.of("..", "docs", "alerts.yml");
  private static final Pattern METRIC = Pattern.compile("\\bevent_bus_\\w+");

  private Alerts() {}

  record Rule(String name, String expression, Map<String, String> annotations) {}

  @SuppressWarnings("unchecked") // Whatever is not as expected fails the test.
  static List<Rule> rules() throws IOException {
    try (Reader file = Files.newBufferedReader(FILE)) {
      Map<String, List<Map<String, Object>>> document = new Yaml().load(file);
      return document.get("groups").stream()
          .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream())
          .map(
              rule ->
                  new Rule(
                      (String) rule.get("alert"),
                      (String) rule.get("expr"),
                      (Map<String, String>) rule.get("annotations")))
          .toList();
    }
  }

  /** The names of all metrics that the rules ask for. */
  static Set<String> metrics() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Rule rule : rules()) {
      METRIC.matcher(rule.expression()).results().forEach(match -> names.add(match.group()));
    }
    return names;
  }
}
