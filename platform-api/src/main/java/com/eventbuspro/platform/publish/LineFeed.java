package com.eventbuspro.platform.publish;

import com.eventbuspro.platform.problem.BodyTooLargeException;
import com.eventbuspro.streams.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Newline-delimited JSON, read as it comes. Blank lines do not count; a line that is longer than
 * any event may be is skipped to its end and costs no memory.
 */
final class LineFeed implements EventFeed {
  private static final int MAX_LINE = Streams.MAX_RECORD_BYTES;

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int limit;
  private boolean ended;

  LineFeed(InputStream in) {
    this.in = in;
  }

  @Override
  public Optional<Candidate> next() throws IOException {
    try {
      while (!ended) {
        Optional<Candidate> line = line();
        if (line.isPresent()) {
          return line;
        }
      }
      return Optional.empty();
    } catch (BodyTooLargeException e) {
      ended = true;
      return Optional.of(
          new Candidate.Unreadable(
              "BODY_TOO_LARGE",
              e.getMessage() + ". This event and all that follow it were not read"));
    }
  }

  private Optional<Candidate> line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    long length = 0;
    while (true) {
      if (position == limit && !fill()) {
        ended = true;
        break;
      }
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      length += end - position;
      if (length <= MAX_LINE) {
        line.write(buffer, position, end - position);
      }
      boolean complete = end < limit;
      position = complete ? end + 1 : end;
      if (complete) {
        break;
      }
    }
    if (length > MAX_LINE) {
      return Optional.of(
          new Candidate.Unreadable(
              "TOO_LARGE",
              "The event has " + length + " bytes. At most " + MAX_LINE + " fit a record"));
    }
    byte[] bytes = line.toByteArray();
    return isBlank(bytes) ? Optional.empty() : Optional.of(new Candidate.Bare(bytes));
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
