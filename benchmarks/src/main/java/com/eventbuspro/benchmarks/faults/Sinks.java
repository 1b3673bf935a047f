package com.eventbuspro.benchmarks.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The lake sink in a process of its own, started again whenever it ends; and others beside it. */
final class Sinks implements AutoCloseable {
  private static final String MAIN = "com.eventbuspro.sink.LakeSinkMain";
  private static final String READY = "lake-sink ready";
  private static final String HEAP = "256m";

  private final World world;
  private final List<Duration> startTimes = new ArrayList<>();
  private final List<JavaProcess> others = new ArrayList<>();
  private final AtomicInteger endedByItself = new AtomicInteger();
  private final AtomicInteger count = new AtomicInteger();
  private JavaProcess primary;
  private boolean closing;

  Sinks(World world) {
    this.world = world;
    this.primary = launch();
    watch(primary);
  }

  private JavaProcess launch() {
    int number = count.incrementAndGet();
    Path directory = world.directory().resolve("sink-" + number);
    JavaProcess process =
        JavaProcess.start(
            new JavaProcess.Program(MAIN, HEAP, READY, List.of("--exit-with-parent")),
            world.sinkSettings(directory),
            world.directory().resolve("sink-" + number + ".log"));
    var unused = process.ready().thenAccept(this::noteStart);
    return process;
  }

  private void noteStart(Duration time) {
    synchronized (startTimes) {
      startTimes.add(time);
    }
  }

  /** A sink must not end by itself, whatever happens around it; if it does, it is replaced. */
  private void watch(JavaProcess process) {
    var unused = process.onExit().thenRun(() -> replaceIfPrimary(process));
  }

  private synchronized void replaceIfPrimary(JavaProcess process) {
    if (!closing && process == primary) {
      endedByItself.incrementAndGet();
      start();
    }
  }

  private void start() {
    primary = launch();
    watch(primary);
  }

  /** Waits until the sink's job runs; returns too if it ends before. */
  void awaitReady() {
    CompletableFuture<Duration> ready;
    synchronized (this) {
      ready = primary.ready();
    }
    try {
      ready.get(2, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException e) {
      // It ended or hangs, which shows in what is counted.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kills the sink and starts it again at once. */
  synchronized void killPrimary() {
    primary.kill();
    // It is replaced before its end is noticed, so that this is not taken for one by itself.
    start();
  }

  /** Freezes the sink, and starts another one as if it were dead; answers the frozen one. */
  synchronized JavaProcess freezePrimary() {
    // One that holds nothing yet is not worth freezing.
    awaitReady();
    JavaProcess frozen = primary;
    others.add(frozen);
    frozen.freeze();
    start();
    return frozen;
  }

  /** Starts one more sink, by mistake. */
  synchronized JavaProcess startAnother() {
    JavaProcess another = launch();
    others.add(another);
    return another;
  }

  /** Ends a sink that is not the primary one: by surprise, or as it should. */
  void end(JavaProcess other, Ending ending) {
    switch (ending) {
      case KILLED -> other.kill();
      case CLEAN -> other.close();
    }
    synchronized (this) {
      others.remove(other);
    }
  }

  /** How a sink ends. */
  enum Ending {
    /** As kill -9 does. */
    KILLED,
    /** Told to. */
    CLEAN
  }

  /** Whether only one sink is alive. */
  synchronized boolean isAlone() {
    return others.isEmpty();
  }

  /** How often one ended without being told to. */
  int endedByItself() {
    return endedByItself.get();
  }

  /** From the start of the process to the running job, of every start so far. */
  List<Duration> startTimes() {
    synchronized (startTimes) {
      return List.copyOf(startTimes);
    }
  }

  @Override
  public void close() {
    JavaProcess last;
    synchronized (this) {
      closing = true;
      List.copyOf(others).forEach(JavaProcess::kill);
      last = primary;
    }
    last.close();
  }
}
