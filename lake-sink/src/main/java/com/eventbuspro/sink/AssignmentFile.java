package com.eventbuspro.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The last known assignments, so that the sink runs while the database does not answer. */
final class AssignmentFile {
  private static final Logger LOG = LoggerFactory.getLogger(AssignmentFile.class);

  private final Path file;
  private final JsonMapper json;

  AssignmentFile(Path directory, JsonMapper json) {
    this.file = directory.resolve("assignments.json");
    this.json = json;
  }

  /** What was kept; nothing when there is no file or it cannot be read. */
  List<AssignmentRow> read() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return Arrays.asList(json.readValue(Files.readAllBytes(file), AssignmentRow[].class));
    } catch (IOException | JacksonException e) {
      LOG.warn("{} cannot be read; assignments come from the database only", file, e);
      return List.of();
    }
  }

  /** Replaces what was kept, whole or not at all. Failing to is logged: it does no harm now. */
  void write(Collection<AssignmentRow> rows) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "assignments", ".tmp");
      Files.write(fresh, json.writeValueAsBytes(List.copyOf(rows)));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn(
          "{} cannot be written; without the database the next start has no assignments", file, e);
    }
  }
}
