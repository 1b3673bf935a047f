package com.eventbuspro.platform.pipeline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A body that is kept in memory, up to a limit. Tells the status before the body is there. */
final class BoundedBody implements BodyHandler<byte[]> {
  private static final int MAX_BYTES = 32 << 20;

  private volatile int status;

  /** The status of the answer; 0 while there is none. */
  int status() {
    return status;
  }

  @Override
  public BodySubscriber<byte[]> apply(ResponseInfo head) {
    status = head.statusCode();
    return new Subscriber();
  }

  private static final class Subscriber implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
      return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        byte[] chunk = new byte[buffer.remaining()];
        buffer.get(chunk);
        bytes.writeBytes(chunk);
      }
      if (bytes.size() > MAX_BYTES && subscription != null) {
        subscription.cancel();
        result.completeExceptionally(
            new IOException("The answer is longer than " + MAX_BYTES + " bytes"));
      }
    }

    @Override
    public void onError(Throwable failure) {
      result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      result.complete(bytes.toByteArray());
    }
  }
}
