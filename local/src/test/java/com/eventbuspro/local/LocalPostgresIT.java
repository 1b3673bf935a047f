package com.eventbuspro.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {
  @TempDir private Path temp;

  @Test
  void keepsDataOverRestartsAndAsksForThePassword() throws SQLException, IOException {
    int port = freePort();
    try (DataDirectory data = DataDirectory.open(temp.resolve("data"))) {
      try (LocalPostgres postgres = LocalPostgres.start(data, port)) {
        assertThat(postgres).isNotNull();
        run(data, port, "CREATE TABLE kept (x int)");
        assertThatThrownBy(
                () ->
                    DriverManager.getConnection(
                        LocalPostgres.jdbcUrl(port), LocalPostgres.USER, "guess"))
            .hasMessageContaining("password authentication failed");
        assertThat(setting(data, port, "fsync")).isEqualTo("on");
        assertThat(setting(data, port, "synchronous_commit")).isEqualTo("on");
      }
      try (LocalPostgres postgres = LocalPostgres.start(data, port)) {
        assertThat(postgres).isNotNull();
        run(data, port, "INSERT INTO kept VALUES (1)");
      }
    }
  }

  @Test
  void stopsTheServerThatAKilledRunLeftBehind() throws Exception {
    int port = freePort();
    Path root = temp.resolve("data");
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PostgresThenDeath.class.getName(),
                root.toString(),
                Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("child.log").toFile())
            .start();
    assertThat(run.waitFor()).as(() -> read(temp.resolve("child.log"))).isEqualTo(137);
    long leftover = pidOf(root.resolve("postgres/cluster/postmaster.pid"));
    assertThat(ProcessHandle.of(leftover)).as("the server outlives the run").isPresent();

    try (DataDirectory data = DataDirectory.open(root)) {
      LocalPostgres.stopLeftover(data);
      LocalPostgres postgres = LocalPostgres.start(data, port);
      run(data, port, "CREATE TABLE kept (x int)");
      assertThat(pidOf(root.resolve("postgres/cluster/postmaster.pid"))).isNotEqualTo(leftover);
      postgres.close();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static long pidOf(Path lock) throws IOException {
    return Long.parseLong(Files.readAllLines(lock).get(0).strip());
  }

  private static void run(DataDirectory data, int port, String sql) throws SQLException {
    try (Connection connection = connect(data, port);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String setting(DataDirectory data, int port, String name) throws SQLException {
    try (Connection connection = connect(data, port);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW " + name)) {
      row.next();
      return row.getString(1);
    }
  }

  private static Connection connect(DataDirectory data, int port) throws SQLException {
    return DriverManager.getConnection(
        LocalPostgres.jdbcUrl(port), LocalPostgres.USER, LocalPostgres.password(data));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
