package com.eventbuspro.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DaemonsTest {
  @Test
  void threadsDoNotKeepTheClassLoaderOfWhoeverStartedThem() throws Exception {
    CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
    try (URLClassLoader attempt = new URLClassLoader(new URL[0])) {
      Thread starter =
          new Thread(
              () ->
                  Daemons.named("test")
                      .newThread(
                          () -> seen.complete(Thread.currentThread().getContextClassLoader()))
                      .start());
      starter.setContextClassLoader(attempt);
      starter.start();
      starter.join();
    }

    assertThat(seen.get()).isSameAs(Daemons.class.getClassLoader());
  }
}
