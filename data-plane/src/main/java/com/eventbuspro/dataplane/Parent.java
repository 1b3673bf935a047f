package com.eventbuspro.dataplane;

import java.io.IOException;

/** The process that started this one. */
public final class Parent {
  /** The argument by which a program is told to end with its parent. */
  public static final String EXIT_WITH_PARENT = "--exit-with-parent";

  private Parent() {}

  /** Does something when the parent ends: it holds our standard input open. */
  public static void whenItEnds(Runnable then) {
    Daemons.named("parent-watcher")
        .newThread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  Thread.onSpinWait();
                }
              } catch (IOException e) {
                // Whatever it breaks of, nobody is there any more.
              }
              then.run();
            })
        .start();
  }
}
