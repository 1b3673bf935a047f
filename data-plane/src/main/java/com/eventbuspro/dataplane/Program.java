package com.eventbuspro.dataplane;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A program of the data plane, from its settings to its end. */
public final class Program {
  private static final int BAD_SETTINGS = 2;

  private Program() {}

  /**
   * What a program does.
   *
   * @param <C> its settings
   */
  @FunctionalInterface
  public interface Work<C> {
    /** Starts, calls {@link Stop#whenKilled}, works until told to stop, and ends in good order. */
    int run(C settings, Stop stop) throws Exception;
  }

  /**
   * Runs a program and ends this JVM with the status that it gives. Wrong settings end it at once,
   * with a sentence that says what is wrong.
   *
   * @param name begins a sentence
   * @param settings reads environment variables, and throws IllegalArgumentException
   */
  public static <C> void run(
      String name, String[] arguments, Function<Map<String, String>, C> settings, Work<C> work)
      throws Exception {
    C read;
    try {
      checkArguments(name, List.of(arguments));
      read = settings.apply(System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(BAD_SETTINGS);
      return;
    }
    Stop stop = new Stop(name);
    if (List.of(arguments).contains(Parent.EXIT_WITH_PARENT)) {
      Parent.whenItEnds(stop::ask);
    }
    int status;
    try {
      status = work.run(read, stop);
    } finally {
      stop.done();
    }
    System.exit(status);
  }

  private static void checkArguments(String name, List<String> arguments) {
    for (String argument : arguments) {
      if (!argument.equals(Parent.EXIT_WITH_PARENT)) {
        throw new IllegalArgumentException(
            name + " does not know '" + argument + "', only " + Parent.EXIT_WITH_PARENT);
      }
    }
  }
}
