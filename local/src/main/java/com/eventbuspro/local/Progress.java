package com.eventbuspro.local;

import java.io.PrintStream;
import java.util.Locale;

/** Tells the person at the terminal how the start goes, with the seconds since it began. */
final class Progress {
  private final PrintStream out;
  private final long startNanos = System.nanoTime();

  Progress(PrintStream out) {
    this.out = out;
  }

  synchronized void say(String text) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    out.printf(Locale.ROOT, "[%5.1f s] %s%n", seconds, text);
    out.flush();
  }

  synchronized void plain(String text) {
    out.println(text);
    out.flush();
  }
}
