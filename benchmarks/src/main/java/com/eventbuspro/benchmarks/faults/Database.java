package com.eventbuspro.benchmarks.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** PostgreSQL as processes of its own, durable, so that killing it is fair. */
final class Database implements AutoCloseable {
  static final String USER = "postgres";
  private static final int START_TRIES = 40;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final Path directory;
  private final int port;
  private EmbeddedPostgres server;

  private Database(Path directory, int port, EmbeddedPostgres server) {
    this.directory = directory;
    this.port = port;
    this.server = server;
  }

  static Database start(Path directory) throws IOException {
    int port = Ports.free();
    Database database = new Database(directory, port, launch(directory, port));
    Flyway.configure()
        .dataSource(database.source())
        .locations("filesystem:" + migrations())
        .load()
        .migrate();
    return database;
  }

  private static EmbeddedPostgres launch(Path directory, int port) throws IOException {
    Path log = directory.resolve("postgres.log");
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(directory.resolve("postgres"))
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(true)
        .setPGStartupWait(Duration.ofSeconds(60))
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setOutputRedirector(Redirect.appendTo(log.toFile()))
        .setErrorRedirector(Redirect.appendTo(log.toFile()))
        .start();
  }

  private static Path migrations() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("db/migrations"))) {
        return at.resolve("db/migrations");
      }
    }
    throw new IllegalStateException("Run this inside the checkout: db/migrations is not found");
  }

  int port() {
    return port;
  }

  /** Straight to the server, past the link that is disturbed. */
  synchronized DataSource source() {
    return server.getPostgresDatabase();
  }

  /** What dies with the server. */
  enum Death {
    /** Only the postmaster; a backend may still finish what it is doing. */
    POSTMASTER,
    /** All processes at once. */
    EVERYTHING
  }

  /** Kills it with -9. */
  synchronized void kill(Death death) {
    ProcessHandle postmaster = postmaster();
    List<ProcessHandle> victims =
        death == Death.POSTMASTER
            ? List.of(postmaster)
            : Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    victims.forEach(ProcessHandle::destroyForcibly);
    victims.stream().map(ProcessHandle::onExit).forEach(CompletableFuture::join);
  }

  private ProcessHandle postmaster() {
    Path lock = directory.resolve("postgres").resolve("postmaster.pid");
    try {
      String pid = Files.readAllLines(lock, StandardCharsets.UTF_8).get(0).strip();
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it on the same data; orphaned backends may have to end first. */
  synchronized void restart() {
    closeServer();
    IOException last = new IOException("not tried");
    for (int i = 0; i < START_TRIES; i++) {
      try {
        server = launch(directory, port);
        return;
      } catch (IOException e) {
        last = e;
      } catch (IllegalStateException e) {
        last = new IOException(e);
      }
      Background.pause(BETWEEN_TRIES);
    }
    throw new UncheckedIOException("PostgreSQL does not start any more", last);
  }

  private void closeServer() {
    try {
      server.close();
    } catch (IOException e) {
      // It was killed: what could not be stopped is gone already.
    }
  }

  @Override
  public synchronized void close() {
    closeServer();
  }
}
