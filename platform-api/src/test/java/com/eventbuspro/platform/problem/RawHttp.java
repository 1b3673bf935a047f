package com.eventbuspro.platform.problem;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.security.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Speaks HTTP by hand, to say what no client library would. */
final class RawHttp {
  private RawHttp() {}

  static RawAnswer get(TestPlatform platform, String path, String headers) throws IOException {
    return send(
        platform,
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
            + platform.token(Role.ENGINEER)
            + "\r\n"
            + headers
            + "\r\n");
  }

  static RawAnswer send(TestPlatform platform, String request) throws IOException {
    try (Socket socket = new Socket("localhost", platform.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      String answer = read(socket.getInputStream());
      int end = answer.indexOf("\r\n\r\n");
      String head = end < 0 ? answer : answer.substring(0, end);
      String status = head.isEmpty() ? "0" : head.split(" ", 3)[1];
      return new RawAnswer(
          Integer.parseInt(status), head, end < 0 ? "" : answer.substring(end + 4));
    }
  }

  /** Until the server closes, or waits for what was announced and will not come. */
  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      in.transferTo(answer);
    } catch (SocketTimeoutException e) {
      if (answer.size() == 0) {
        throw e;
      }
    }
    return answer.toString(StandardCharsets.UTF_8);
  }
}
