package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.function.ThrowingRunnable;
import org.junit.jupiter.api.Test;

class MailboxIoTest {
  private final CommitLine line = new CommitLine(1);
  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final Mailbox mailbox = new Mailbox();
  private final MailboxIo io = new MailboxIo(line, threads::add, mailbox);
  private final List<String> said = new ArrayList<>();

  @Test
  void workBeginsInTheTaskRunsElsewhereAndIsToldInTheTask() throws Exception {
    run("one");
    run("two");
    mailbox.deliver();
    assertThat(said).containsExactly("one begins");
    threads.remove().run();
    mailbox.deliver();
    assertThat(said).containsExactly("one begins", "two begins", "one done");
  }

  @Test
  void whatNeedNotBeDoneAnyMoreMakesWayForTheNext() throws Exception {
    io.run(Instant.EPOCH, () -> null, outcome("nothing"));
    run("next");
    mailbox.deliver();
    mailbox.deliver();
    assertThat(said).containsExactly("next begins");
  }

  @Test
  void aTaskThatEndsGivesItsPlacesBackToTheOthersOfTheJvm() throws Exception {
    run("forgotten");
    run("still in line");
    io.close();
    mailbox.forget();
    MailboxIo other = new MailboxIo(line, threads::add, mailbox);
    other.run(Instant.EPOCH, begin("other"), outcome("other"));
    mailbox.deliver();
    assertThat(said).containsExactly("other begins");
  }

  @Test
  void workThatRunsWhenTheTaskEndsKeepsItsPlaceUntilItIsDone() throws Exception {
    run("long");
    mailbox.deliver();
    io.close();
    MailboxIo other = new MailboxIo(line, threads::add, mailbox);
    other.run(Instant.EPOCH, begin("other"), outcome("other"));
    mailbox.deliver();
    assertThat(said).containsExactly("long begins");
    threads.remove().run();
    mailbox.deliver();
    assertThat(said).contains("other begins");
  }

  private void run(String name) {
    io.run(Instant.EPOCH, begin(name), outcome(name));
  }

  private Supplier<Callable<String>> begin(String name) {
    return () -> {
      said.add(name + " begins");
      return () -> name + " done";
    };
  }

  private TableIo.Outcome<String> outcome(String name) {
    return new TableIo.Outcome<>() {
      @Override
      public void succeeded(String result) {
        said.add(result);
      }

      @Override
      public void failed(Throwable failure) {
        said.add(name + " failed");
      }
    };
  }

  /** A mailbox that the test empties, in place of the task. */
  private static final class Mailbox implements MailboxExecutor {
    private final Deque<ThrowingRunnable<? extends Exception>> mails = new ArrayDeque<>();

    void deliver() throws Exception {
      for (int left = mails.size(); left > 0; left--) {
        mails.remove().run();
      }
    }

    void forget() {
      mails.clear();
    }

    @Override
    public void execute(
        MailOptions options,
        ThrowingRunnable<? extends Exception> command,
        String description,
        Object... arguments) {
      mails.add(command);
    }

    @Override
    public void yield() {
      throw new UnsupportedOperationException("Nobody yields here");
    }

    @Override
    public boolean tryYield() {
      throw new UnsupportedOperationException("Nobody yields here");
    }

    @Override
    public boolean shouldInterrupt() {
      return false;
    }
  }
}
