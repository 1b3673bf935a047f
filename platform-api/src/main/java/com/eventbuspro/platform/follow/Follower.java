package com.eventbuspro.platform.follow;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that follows. Takes no thread: what can be written is written at once, and the
 * rest when the container says that the client takes more. What waits is bounded; a client that
 * lets too much wait is told so and let go.
 */
final class Follower implements WriteListener, AsyncListener {
  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

  /**
   * More than one answer of a stream, which comes in one go. The frames are shared by all who
   * follow the same tail, so many who are slow hold hardly more than one.
   */
  static final int MAX_WAITING_BYTES = 16 << 20;

  private final AsyncContext connection;
  private final ServletOutputStream out;
  private final Instant until;
  private final Runnable onGone;
  private final Deque<Frame> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean open;
  private boolean ending;
  private boolean unflushed;
  private boolean gone;

  /**
   * @param until when it is to end, if it lasts
   * @param onGone run once, when the connection is no more
   */
  Follower(AsyncContext connection, Instant until, Runnable onGone) throws IOException {
    this.connection = connection;
    this.out = connection.getResponse().getOutputStream();
    this.until = until;
    this.onGone = onGone;
    connection.setTimeout(0);
    connection.addListener(this);
    send(Frame.HELLO);
  }

  /** Begins to write, now that the request is in the container's hands. */
  void start() {
    out.setWriteListener(this);
  }

  /** Sends a frame as soon as the client takes it, after those before it. */
  synchronized void send(Frame frame) {
    if (ending || gone) {
      return;
    }
    if (waitingBytes + frame.bytes().length > MAX_WAITING_BYTES) {
      waiting.clear();
      waitingBytes = 0;
      end(Frame.End.TOO_SLOW);
      return;
    }
    add(frame);
  }

  /** Sends why it ends, and ends. */
  synchronized void end(Frame.End why) {
    if (!ending && !gone) {
      ending = true;
      add(Frame.end(why));
    }
  }

  /** Shows the client that the connection lives; finds out whether the client still does. */
  synchronized void beat(Instant now) {
    if (ending) {
      // It was told to go a while ago and takes nothing.
      finish();
    } else if (now.isAfter(until)) {
      end(Frame.End.TIME_IS_UP);
    } else if (waiting.isEmpty()) {
      send(Frame.HEARTBEAT);
    }
  }

  private void add(Frame frame) {
    waiting.add(frame);
    waitingBytes += frame.bytes().length;
    if (open) {
      write();
    }
  }

  @Override
  public synchronized void onWritePossible() {
    open = true;
    write();
  }

  private void write() {
    try {
      while (!gone && out.isReady()) {
        Frame next = waiting.poll();
        if (next != null) {
          waitingBytes -= next.bytes().length;
          unflushed = true;
          out.write(next.bytes());
        } else if (unflushed) {
          unflushed = false;
          out.flush();
        } else {
          if (ending) {
            finish();
          }
          return;
        }
      }
    } catch (IOException | IllegalStateException e) {
      LOG.debug("A follower went away", e);
      finish();
    }
  }

  private void finish() {
    if (!gone) {
      gone = true;
      waiting.clear();
      onGone.run();
      try {
        connection.complete();
      } catch (IllegalStateException e) {
        LOG.debug("The connection had ended already", e);
      }
    }
  }

  @Override
  public synchronized void onError(Throwable failure) {
    LOG.debug("A follower went away", failure);
    finish();
  }

  @Override
  public void onError(AsyncEvent event) {
    onError(event.getThrowable());
  }

  @Override
  public synchronized void onTimeout(AsyncEvent event) {
    finish();
  }

  @Override
  public synchronized void onComplete(AsyncEvent event) {
    if (!gone) {
      gone = true;
      onGone.run();
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
