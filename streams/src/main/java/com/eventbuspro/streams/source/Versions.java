package com.eventbuspro.streams.source;

import java.io.IOException;

/** The check every reader of persisted bytes begins with. */
final class Versions {
  private Versions() {}

  static void require(String what, int known, int found) throws IOException {
    if (found != known) {
      throw new IOException(
          "This program reads version "
              + known
              + " of a "
              + what
              + ", the bytes have version "
              + found
              + ". Start it with the program that wrote them, or a newer one");
    }
  }
}
