package com.eventbuspro.local;

import java.nio.file.Path;

/** A run that dies hard right after it started PostgreSQL, as kill -9 would have it. */
final class PostgresThenDeath {
  private PostgresThenDeath() {}

  public static void main(String[] arguments) {
    DataDirectory data = DataDirectory.open(Path.of(arguments[0]));
    LocalPostgres.start(data, Integer.parseInt(arguments[1]));
    Runtime.getRuntime().halt(137);
  }
}
