package com.eventbuspro.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A link to a server that answers every line with {@code did} and the line. */
@Timeout(30)
class LinkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<String> done = new CopyOnWriteArrayList<>();
  private ServerSocket server;
  private Link link;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Background.run("server", this::serve);
    link = Link.to(server.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    link.close();
    server.close();
  }

  @Test
  void anUndisturbedLinkCarriesBothWays() throws IOException {
    try (Client client = new Client()) {
      assertThat(client.ask("one")).isEqualTo("did one");
      assertThat(client.ask("two")).isEqualTo("did two");
    }
  }

  @Test
  void aCutEndsWhatIsThereAndNotWhatComes() throws IOException {
    try (Client client = new Client()) {
      client.ask("one");
      link.cut();
      assertThat(client.ask("two")).isEqualTo("gone");
    }
    try (Client client = new Client()) {
      assertThat(client.ask("three")).isEqualTo("did three");
    }
    assertThat(done).containsExactly("one", "three");
  }

  @Test
  void aLostAnswerIsLostAfterTheWork() throws IOException {
    CompletableFuture<Boolean> sprung = trap("two", Link.Moment.AFTER_THE_WORK);
    try (Client client = new Client()) {
      assertThat(client.ask("one")).isEqualTo("did one");
      assertThat(client.ask("two")).isEqualTo("gone");
    }
    assertThat(sprung.join()).isTrue();
    assertThat(done).containsExactly("one", "two");
  }

  @Test
  void aLostRequestIsLostBeforeTheWork() throws IOException {
    CompletableFuture<Boolean> sprung = trap("two", Link.Moment.BEFORE_THE_WORK);
    try (Client client = new Client()) {
      assertThat(client.ask("one")).isEqualTo("did one");
      assertThat(client.ask("two")).isEqualTo("gone");
    }
    assertThat(sprung.join()).isTrue();
    assertThat(done).containsExactly("one");
  }

  @Test
  void aTrapThatNothingComesByIsTakenAway() {
    assertThat(
            link.lay(
                new Link.Trap(request -> true, Link.Moment.AFTER_THE_WORK), Duration.ofMillis(50)))
        .isFalse();
    assertThat(link.hasTrap()).isFalse();
  }

  @Test
  void aSilentLinkSwallowsEverythingAndThenCuts() throws IOException {
    try (Client client = new Client()) {
      client.ask("one");
      CompletableFuture<Void> silence =
          CompletableFuture.runAsync(() -> link.fallSilent(Duration.ofMillis(300)));
      while (!link.isSilent()) {
        Thread.onSpinWait();
      }
      assertThat(client.ask("two")).isEqualTo("gone");
      silence.join();
    }
    assertThat(done).containsExactly("one");
  }

  @Test
  void aForgottenConnectionStaysOpenAndCarriesNothing() throws IOException {
    try (Client client = new Client()) {
      client.ask("one");
      link.forget();
      client.socket.setSoTimeout(200);
      assertThatThrownBy(() -> client.send("two")).isInstanceOf(SocketTimeoutException.class);
    }
    try (Client client = new Client()) {
      assertThat(client.ask("three")).isEqualTo("did three");
    }
    assertThat(done).containsExactly("one", "three");
  }

  private CompletableFuture<Boolean> trap(String request, Link.Moment moment) {
    CompletableFuture<Boolean> sprung =
        CompletableFuture.supplyAsync(
            () -> link.lay(new Link.Trap(head -> head.startsWith(request), moment), PATIENCE));
    while (!link.hasTrap()) {
      Thread.onSpinWait();
    }
    return sprung;
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Background.run("client", () -> answer(client));
      } catch (IOException e) {
        // The test is over.
      }
    }
  }

  private void answer(Socket client) {
    try (BufferedReader lines = lines(client)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        done.add(line);
        client.getOutputStream().write(("did " + line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // The link was cut.
    }
  }

  private static BufferedReader lines(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private final class Client implements AutoCloseable {
    private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
    private final BufferedReader answers = lines(socket);

    Client() throws IOException {}

    /** The answer, or {@code gone} when the connection is. */
    String ask(String request) {
      try {
        String answer = send(request);
        return answer == null ? "gone" : answer;
      } catch (IOException e) {
        return "gone";
      }
    }

    @Nullable String send(String request) throws IOException {
      socket.getOutputStream().write((request + "\n").getBytes(StandardCharsets.UTF_8));
      return answers.readLine();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
