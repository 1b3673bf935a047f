package com.eventbuspro.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md, held by a test over the compiled classes of all modules. */
class ArchitectureTest {
  private static final String ROOT = "com.eventbuspro.";

  /** Module folder to package. */
  private static final Map<String, String> MODULES =
      Map.of(
          "model", "model",
          "lake", "lake",
          "streams", "streams",
          "local-aws", "localaws",
          "platform-api", "platform",
          "provisioner", "provisioner",
          "data-plane", "dataplane",
          "lake-sink", "sink",
          "transform-runner", "transform",
          "local", "local");

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    List<Path> folders =
        MODULES.keySet().stream().map(m -> Path.of("..", m, "target", "classes")).toList();
    classes = new ClassFileImporter().importPaths(folders);
    MODULES.values().forEach(ArchitectureTest::requireClasses);
  }

  private static void requireClasses(String module) {
    assertThat(classes)
        .as("compiled classes of " + module)
        .anyMatch(type -> type.getPackageName().startsWith(ROOT + module));
  }

  @Test
  void theModelKnowsNoOtherModuleAndNoFramework() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "lake..",
            ROOT + "streams..",
            ROOT + "platform..",
            ROOT + "provisioner..",
            ROOT + "dataplane..",
            ROOT + "sink..",
            ROOT + "transform..",
            ROOT + "local..",
            ROOT + "localaws..",
            "org.springframework..",
            "software.amazon..",
            "org.apache.flink..",
            "org.apache.iceberg..")
        .check(classes);
  }

  @Test
  void theLibrariesKnowOnlyTheModel() {
    forbid("lake", "streams", "dataplane", "platform", "provisioner", "sink", "transform", "local");
    forbid("streams", "lake", "dataplane", "platform", "provisioner", "sink", "transform", "local");
    forbid("lake", "localaws");
    forbid("streams", "localaws");
    forbid(
        "localaws",
        "model",
        "lake",
        "streams",
        "dataplane",
        "platform",
        "provisioner",
        "sink",
        "transform",
        "local");
  }

  @Test
  void whatTheProgramsOfTheDataPlaneShareKnowsNoProgram() {
    forbid("dataplane", "platform", "provisioner", "sink", "transform", "local", "localaws");
    forbid("platform", "dataplane");
    forbid("provisioner", "dataplane");
  }

  @Test
  void theServicesDoNotKnowEachOther() {
    forbid("platform", "provisioner", "sink", "transform", "local", "localaws");
    forbid("provisioner", "platform", "sink", "transform", "local", "localaws");
    forbid("sink", "platform", "provisioner", "transform", "local", "localaws");
    forbid("transform", "platform", "provisioner", "sink", "local", "localaws");
  }

  @Test
  void eachAwsServiceIsBehindOnePort() {
    awsServiceOnlyIn("kinesis", "streams");
    awsServiceOnlyIn("iam", "provisioner");
    awsServiceOnlyIn("s3", "provisioner");
  }

  @Test
  void ourCodeSpeaksJackson3() {
    noClasses()
        .that()
        .resideInAPackage("com.eventbuspro..")
        .and()
        // springdoc describes our types with Jackson 2 and must be told our naming strategy.
        .doNotHaveSimpleName("OpenApiConfiguration")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core..")
        .check(classes);
  }

  private static void forbid(String module, String... others) {
    String[] packages = new String[others.length];
    for (int i = 0; i < others.length; i++) {
      packages[i] = ROOT + others[i] + "..";
    }
    noClasses()
        .that()
        .resideInAPackage(ROOT + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .check(classes);
  }

  private static void awsServiceOnlyIn(String service, String module) {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + module + "..", ROOT + "localaws..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk.services." + service + "..")
        .check(classes);
  }
}
