package com.eventbuspro.benchmarks.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One connection through a {@link Link}: a thread for each direction. */
final class Wire {
  private static final int BUFFER = 64 << 10;
  private static final int LOOKED_AT = 2 << 10;
  private static final String CONTINUE = "HTTP/1.1 100";

  private final Link link;
  private final Socket client;
  private final Socket server;
  private volatile boolean answerIsLost;
  private volatile boolean forgotten;

  Wire(Link link, Socket client, Socket server) {
    this.link = link;
    this.client = client;
    this.server = server;
  }

  /** Carries both ways until either end hangs up. */
  void carry() {
    Background.run(
        "answers of " + Thread.currentThread().getName(),
        () -> pump(server, client, this::mayAnswer));
    pump(client, server, this::mayAsk);
  }

  /** Whether what was just read may be passed on. */
  private interface Gate {
    boolean passes(byte[] chunk, int length);
  }

  private boolean mayAsk(byte[] chunk, int length) {
    if (!link.hasTrap()) {
      return true;
    }
    Link.Moment moment = link.spring(head(chunk, length));
    if (moment == Link.Moment.AFTER_THE_WORK) {
      answerIsLost = true;
    }
    return moment != Link.Moment.BEFORE_THE_WORK;
  }

  private boolean mayAnswer(byte[] chunk, int length) {
    // "Continue" comes before the work.
    return !answerIsLost || head(chunk, length).startsWith(CONTINUE);
  }

  private static String head(byte[] chunk, int length) {
    return new String(chunk, 0, Math.min(length, LOOKED_AT), StandardCharsets.ISO_8859_1);
  }

  private void pump(Socket from, Socket to, Gate gate) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        if (link.delayMillis() > 0) {
          Background.pause(Duration.ofMillis(link.delayMillis()));
        }
        if (!gate.passes(buffer, length)) {
          break;
        }
        if (!link.isSilent() && !forgotten) {
          out.write(buffer, 0, length);
        }
      }
    } catch (IOException e) {
      // One end is gone, so the other goes too.
    }
    cut();
  }

  /** Carries nothing from now on. */
  void forget() {
    forgotten = true;
  }

  /** Ends both connections at once, what is on its way is lost. */
  void cut() {
    reset(client);
    reset(server);
    link.gone(this);
  }

  static void reset(Socket socket) {
    try {
      if (!socket.isClosed()) {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
      socket.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }
}
