package com.eventbuspro.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The database goes away in the worst moment: when the pool gets to know its first connection. */
class DatabasePoolIT {
  @Test
  void aFirstConnectionThatBreaksIsNotTheLast() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
        CuttingProxy proxy = new CuttingProxy(postgres.getPort(), "ISOLATION");
        HikariDataSource pool =
            DatabasePool.open(
                new Database(
                    "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres",
                    "postgres",
                    "postgres"),
                "test",
                2)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                try (Connection connection = pool.getConnection()) {
                  assertThat(connection.isValid(1)).isTrue();
                }
              });
      assertThat(proxy.hasCut()).isTrue();
    }
  }

  /** Cuts the first connection on which a text is sent. */
  private static final class CuttingProxy implements AutoCloseable {
    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicBoolean cut = new AtomicBoolean();
    private final int target;
    private final String text;

    CuttingProxy(int target, String text) throws IOException {
      this.target = target;
      this.text = text;
      start(this::accept);
    }

    int port() {
      return entrance.getLocalPort();
    }

    boolean hasCut() {
      return cut.get();
    }

    private void accept() {
      while (!entrance.isClosed()) {
        try {
          Socket client = entrance.accept();
          Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
          start(() -> pump(client, server));
          start(() -> pump(server, client));
        } catch (IOException e) {
          // The test is over.
        }
      }
    }

    private void pump(Socket from, Socket to) {
      byte[] buffer = new byte[8192];
      try (from;
          to) {
        InputStream in = from.getInputStream();
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
          String sent = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
          if (sent.contains(text) && cut.compareAndSet(false, true)) {
            return;
          }
          to.getOutputStream().write(buffer, 0, length);
        }
      } catch (IOException e) {
        // One end is gone, so is the other.
      }
    }

    private static void start(Runnable work) {
      Thread thread = new Thread(work, "cutting-proxy");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void close() throws IOException {
      entrance.close();
    }
  }
}
