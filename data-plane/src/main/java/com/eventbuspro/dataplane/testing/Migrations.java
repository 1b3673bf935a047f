package com.eventbuspro.dataplane.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The database migrations of this checkout. */
public final class Migrations {
  private Migrations() {}

  /** Where they are, as Flyway is told. */
  public static String location() {
    Path here = Path.of("").toAbsolutePath();
    for (Path at = here; at != null; at = at.getParent()) {
      Path migrations = at.resolve("db/migrations");
      if (Files.isDirectory(migrations)) {
        return "filesystem:" + migrations;
      }
    }
    throw new IllegalStateException("db/migrations is not above " + here);
  }
}
