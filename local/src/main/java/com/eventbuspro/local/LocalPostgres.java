package com.eventbuspro.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * PostgreSQL from binaries that come with the build. Durable (fsync on), loopback only, and with a
 * password that only the owner of the data folder can read.
 */
final class LocalPostgres implements AutoCloseable {
  private static final String DATABASE = "postgres";
  static final String USER = "postgres";

  private final EmbeddedPostgres server;

  private LocalPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  static LocalPostgres start(DataDirectory data, int port) {
    Path cluster = cluster(data);
    String password = password(data);
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(cluster)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setOverrideWorkingDirectory(data.folder("postgres").resolve("binaries").toFile())
              .setLocaleConfig("pwfile", passwordFile(data).toString())
              .setConnectConfig("password", password)
              .setDataDirectoryCustomizer(LocalPostgres::requirePasswords)
              .setPGStartupWait(Duration.ofSeconds(60))
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("shared_buffers", "64MB")
              .setServerConfig("max_connections", "60")
              .setOutputRedirector(log(data))
              .setErrorRedirector(log(data))
              .start();
      requireOwn(server, cluster);
      return new LocalPostgres(server);
    } catch (IOException | SQLException | IllegalStateException e) {
      throw new StartException(
          "PostgreSQL did not start; its log is "
              + data.folder("logs").resolve("postgres.log")
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static Path cluster(DataDirectory data) {
    return data.folder("postgres").resolve("cluster");
  }

  private static Redirect log(DataDirectory data) {
    return Redirect.appendTo(data.folder("logs").resolve("postgres.log").toFile());
  }

  /** initdb trusts every local user; we do not. */
  private static void requirePasswords(File cluster) {
    Path hba = cluster.toPath().resolve("pg_hba.conf");
    try {
      Files.writeString(
          hba,
          """
          # Written by Event Bus Pro at every start.
          local all all scram-sha-256
          host  all all 127.0.0.1/32 scram-sha-256
          host  all all ::1/128      scram-sha-256
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A hard death of an earlier run leaves its server behind. It is ours if it holds the lock file
   * of our cluster, and then it is stopped, so that the new one can start.
   */
  static void stopLeftover(DataDirectory data) {
    Path cluster = cluster(data);
    Path lock = cluster.resolve("postmaster.pid");
    if (!Files.exists(lock)) {
      return;
    }
    try {
      long pid = Long.parseLong(Files.readAllLines(lock, StandardCharsets.UTF_8).get(0).strip());
      ProcessHandle.of(pid)
          .filter(process -> isPostgresOn(process, cluster))
          .ifPresent(LocalPostgres::stop);
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      throw new StartException("The lock file " + lock + " cannot be read. Is it damaged?", e);
    }
  }

  private static boolean isPostgresOn(ProcessHandle process, Path cluster) {
    return process
        .info()
        .commandLine()
        .filter(line -> line.contains(cluster.toString()))
        .isPresent();
  }

  private static void stop(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(20, TimeUnit.SECONDS);
      return;
    } catch (TimeoutException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("Interrupted", e);
    } catch (ExecutionException e) {
      throw new StartException("The PostgreSQL server of an earlier run cannot be stopped", e);
    }
    process.onExit().join();
  }

  /** Whatever answers on the port must be the server that was just started. */
  private static void requireOwn(EmbeddedPostgres server, Path cluster)
      throws SQLException, IOException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW data_directory")) {
      row.next();
      Path actual = Path.of(row.getString(1));
      if (!Files.isSameFile(actual, cluster)) {
        server.close();
        throw new StartException(
            "Another PostgreSQL answers on the port; its data is in " + actual);
      }
    }
  }

  static String jdbcUrl(int port) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE);
  }

  /** The superuser's password, made when there is none yet. */
  static String password(DataDirectory data) {
    return Secrets.readOrCreate(passwordFile(data));
  }

  private static Path passwordFile(DataDirectory data) {
    return data.folder("postgres").resolve("password");
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
