package com.eventbuspro.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml cannot run in CI; this keeps it true to what the services are set up by. */
class ComposeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern VARIABLE = Pattern.compile("`(EBP_[A-Z0-9_]+)`");

  @Test
  void everySettingIsOneThatTheOperationsGuideExplains() throws IOException {
    assertThat(explained()).containsAll(used());
  }

  @Test
  void theLauncherSetsTheServicesUpByTheSameSettings() throws IOException {
    String launcher =
        Files.readString(
            ROOT.resolve("local/src/main/java/com/eventbuspro/local/LocalPlatform.java"));
    assertThat(used()).allSatisfy(name -> assertThat(launcher).contains('"' + name + '"'));
  }

  @Test
  void everyServiceIsAStageOfTheDockerfileThatStartsAClassOfThatModule() throws IOException {
    String dockerfile = Files.readString(ROOT.resolve("Dockerfile"));
    Map<String, Map<String, Object>> built =
        services().entrySet().stream()
            .filter(service -> service.getValue().containsKey("build"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    assertThat(built.keySet())
        .containsExactlyInAnyOrder("platform-api", "provisioner", "lake-sink", "transform-runner");
    for (String service : built.keySet()) {
      Matcher stage =
          Pattern.compile(
                  "AS " + service + "\\n(?:.*\\n)*?ENTRYPOINT \\[.*\"([A-Za-z0-9.]+)\"\\]\\n")
              .matcher(dockerfile);
      assertThat(stage.find()).as("a stage for " + service).isTrue();
      Path main = ROOT.resolve(service).resolve("src/main/java");
      assertThat(main.resolve(stage.group(1).replace('.', '/') + ".java")).exists();
    }
  }

  @Test
  void nothingIsPublishedBeyondThisMachine() throws IOException {
    for (Map<String, Object> service : services().values()) {
      if (service.get("ports") instanceof Iterable<?> ports) {
        assertThat(ports).allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
      }
    }
  }

  private static Set<String> used() throws IOException {
    return services().values().stream()
        .map(service -> service.get("environment"))
        .filter(Map.class::isInstance)
        .flatMap(environment -> ((Map<?, ?>) environment).keySet().stream())
        .map(Object::toString)
        .filter(name -> name.startsWith("EBP_"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> explained() throws IOException {
    return VARIABLE
        .matcher(Files.readString(ROOT.resolve("docs/operations.md")))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> services() throws IOException {
    try (Reader file = Files.newBufferedReader(ROOT.resolve("docker-compose.yml"))) {
      Map<String, Object> compose = new Yaml().load(file);
      return (Map<String, Map<String, Object>>) compose.get("services");
    }
  }
}
