package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.dataplane.flink.RemoteJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobChoiceTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "EBP_DATABASE_URL", "jdbc:postgresql://db/eventbus",
          "EBP_DATABASE_USER", "sink",
          "EBP_DATABASE_PASSWORD", "hunter2",
          "EBP_LAKE_CATALOG_A", "1",
          "EBP_LAKE_CATALOG_B", "2",
          "EBP_LAKE_CATALOG_C", "3");

  @TempDir private Path directory;
  private JobIdentity identity;

  @BeforeEach
  void identify() throws IOException {
    identity = identity(SETTINGS, "program");
  }

  @Test
  void theSameProgramWithTheSameSettingsIsTheSameJobForWhoeverAsks() throws IOException {
    assertThat(identity(SETTINGS, "program").ids()).isEqualTo(identity.ids());
    assertThat(identity.ids()).doesNotHaveDuplicates();
  }

  @Test
  void anotherProgramOrOtherSettingsAreAnotherJobOfTheSameName() throws IOException {
    JobIdentity program = identity(SETTINGS, "changed");
    JobIdentity password = identity(with("EBP_DATABASE_PASSWORD", "hunter3"), "program");
    assertThat(program.ids()).doesNotContainAnyElementsOf(identity.ids());
    assertThat(password.ids()).doesNotContainAnyElementsOf(identity.ids());
    assertThat(program.name()).isEqualTo(password.name()).isEqualTo(identity.name());
  }

  @Test
  void anotherInstallationHasAnotherNameSoItsJobsAreLeftAlone() throws IOException {
    JobIdentity other =
        identity(with("EBP_DATABASE_URL", "jdbc:postgresql://other/eventbus"), "program");
    assertThat(other.name()).isNotEqualTo(identity.name());
    RemoteJob theirs = new RemoteJob(other.ids().get(0), other.name(), JobStatus.RUNNING);
    assertThat(JobChoice.among(List.of(theirs), identity).others()).isEmpty();
  }

  @Test
  void theJobThatRunsIsFoundAndThoseBesideItAreOthers() {
    RemoteJob older = job(new JobID(), JobStatus.RUNNING);
    RemoteJob ended = job(identity.ids().get(0), JobStatus.CANCELED);
    RemoteJob ours = job(identity.ids().get(1), JobStatus.RESTARTING);
    JobChoice choice = JobChoice.among(List.of(older, ended, ours), identity);
    assertThat(choice.current()).contains(ours.id());
    assertThat(choice.others()).containsExactly(older.id());
  }

  @Test
  void anIdThatTheClusterHasSeenOrRefusedIsNotUsedAgain() {
    List<RemoteJob> jobs = List.of(job(identity.ids().get(0), JobStatus.CANCELED));
    assertThat(JobChoice.unused(jobs, identity, Set.of())).isEqualTo(identity.ids().get(1));
    assertThat(JobChoice.unused(jobs, identity, Set.of(identity.ids().get(1))))
        .isEqualTo(identity.ids().get(2));
  }

  private RemoteJob job(JobID id, JobStatus status) {
    return new RemoteJob(id, identity.name(), status);
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put(key, value);
    return settings;
  }

  private JobIdentity identity(Map<String, String> settings, String program) throws IOException {
    Path jar = directory.resolve("program.jar");
    Files.writeString(jar, program);
    return JobIdentity.of(LakeSinkConfig.from(settings), List.of(jar));
  }
}
