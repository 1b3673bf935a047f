package com.eventbuspro.transform.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.transform.destination.WebhookClient.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Endpoints that never come to an end. */
@Timeout(60)
class WebhookClientTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final String OK = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String CHUNK = "1000\r\n" + "x".repeat(0x1000) + "\r\n";

  @Test
  void anAnswerWithoutEndIsNotReadToItsEnd() throws Exception {
    try (Endpoint endpoint = new Endpoint(OK, CHUNK, 0)) {
      assertThat(endpoint.send(LONG)).isEqualTo(new Answer.Taken());
      assertThat(endpoint.hungUp.get()).isTrue();
    }
  }

  @Test
  void anAnswerThatComesDropByDropIsNotWaitedFor() throws Exception {
    try (Endpoint endpoint = new Endpoint(OK, "1\r\nx\r\n", 20)) {
      assertThat(endpoint.send(SHORT)).isEqualTo(new Answer.Taken());
      assertThat(endpoint.hungUp.get()).isTrue();
    }
  }

  @Test
  void anAnswerThatNeverBeginsIsAskedForLater() throws Exception {
    try (Endpoint endpoint = new Endpoint("HTTP/1.1 200 OK\r\n", "x: y\r\n", 20)) {
      assertThat(endpoint.send(SHORT))
          .isEqualTo(new Answer.Later("There was no answer within 500 ms", 0));
      assertThat(endpoint.hungUp.get()).isTrue();
    }
  }

  /** Answers one request: a beginning, then the same again for ever. */
  private static final class Endpoint implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    final CompletableFuture<Boolean> hungUp;

    Endpoint(String beginning, String again, long pauseMillis) throws IOException {
      hungUp =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket socket = server.accept()) {
                  answer(socket, beginning, again, pauseMillis);
                  return false;
                } catch (IOException e) {
                  return true;
                } catch (InterruptedException e) {
                  return false;
                }
              });
    }

    private static void answer(Socket socket, String beginning, String again, long pauseMillis)
        throws IOException, InterruptedException {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String line = in.readLine();
      while (line != null && !line.isEmpty()) {
        line = in.readLine();
      }
      OutputStream out = socket.getOutputStream();
      out.write(beginning.getBytes(StandardCharsets.UTF_8));
      while (!Thread.currentThread().isInterrupted()) {
        out.write(again.getBytes(StandardCharsets.UTF_8));
        out.flush();
        Thread.sleep(pauseMillis);
      }
    }

    Answer send(Duration attempt) {
      URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/hook");
      try (WebhookClient client =
          new WebhookClient(
              url,
              new Signature("a secret"),
              WebhookSink.Reach.ANYWHERE,
              Clock.systemUTC(),
              attempt)) {
        return client.send(new Encoded("1", "1", "{}".getBytes(StandardCharsets.UTF_8)));
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
