package com.eventbuspro.transform.preview;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.node.ObjectNode;

/** A preview that runs. Closing it before its end cancels it. */
public final class PreviewRun implements AutoCloseable {
  private final CompletableFuture<ObjectNode> result = new CompletableFuture<>();
  private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

  PreviewRun() {}

  /** Waits for the end; whether it came in time. */
  public boolean await(Duration patience) throws InterruptedException {
    try {
      var unused = result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }

  /**
   * The preview, as JSON; the contract is in {@code
   * docs/decisions/0014-pipelines-between-three.md}.
   *
   * @throws java.util.concurrent.CompletionException if it broke
   */
  public ObjectNode result() {
    return result.join();
  }

  CompletableFuture<ObjectNode> end() {
    return result;
  }

  CompletableFuture<Void> cancelled() {
    return cancelled;
  }

  @Override
  public void close() {
    cancelled.complete(null);
  }
}
