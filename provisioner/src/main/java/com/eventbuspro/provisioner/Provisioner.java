package com.eventbuspro.provisioner;

import com.eventbuspro.provisioner.declaration.Planner;
import com.eventbuspro.provisioner.engine.Engine;
import com.eventbuspro.provisioner.retention.RetentionGuard;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The running service: threads that watch declarations and the lake's lag, one that dispatches, and
 * a pool that works. It waits for a migrated database rather than fail, and a stop lets runs end.
 */
public final class Provisioner implements SmartLifecycle, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Provisioner.class);

  private final DataSource dataSource;
  private final Engine engine;
  private final Planner planner;
  private final RetentionGuard guard;
  private final ProvisionerProperties properties;
  private final Clock clock;
  private final AutoCloseable clients;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;
  private ExecutorService pool = Executors.newFixedThreadPool(1);

  Provisioner(
      DataSource dataSource,
      Engine engine,
      Planner planner,
      RetentionGuard guard,
      ProvisionerProperties properties,
      Clock clock,
      AutoCloseable clients) {
    this.dataSource = dataSource;
    this.engine = engine;
    this.planner = planner;
    this.guard = guard;
    this.properties = properties;
    this.clock = clock;
    this.clients = clients;
  }

  @Override
  public synchronized void start() {
    if (running) {
      return;
    }
    running = true;
    AtomicInteger number = new AtomicInteger();
    pool =
        Executors.newFixedThreadPool(
            properties.threads(),
            work -> new Thread(work, "provisioner-" + number.incrementAndGet()));
    Dispatcher dispatcher =
        new Dispatcher(engine, pool, properties.threads(), properties.poll(), clock);
    DeclarationWatch watch =
        new DeclarationWatch(dataSource, planner, dispatcher::wake, properties.poll());
    GuardWatch guardWatch = new GuardWatch(guard, dispatcher::wake, properties.poll());
    SchemaGate gate = new SchemaGate(dataSource, properties.poll());
    begin(
        "provisioner-plan",
        () -> {
          gate.await();
          planner.planPlatform();
          begin("provisioner-dispatch", dispatcher::run);
          begin("provisioner-guard", guardWatch::run);
          watch.run();
        });
  }

  private synchronized void begin(String name, Interruptible work) {
    if (!running) {
      return;
    }
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    threads.add(thread);
    thread.start();
  }

  /** Takes nothing new, and waits for what is being worked on. */
  @Override
  public void stop() {
    List<Thread> stopping;
    synchronized (this) {
      if (!running) {
        return;
      }
      running = false;
      stopping = List.copyOf(threads);
      threads.clear();
    }
    stopping.forEach(Thread::interrupt);
    try {
      for (Thread thread : stopping) {
        thread.join(properties.stopWithin().toMillis());
      }
      pool.shutdown();
      if (!pool.awaitTermination(properties.stopWithin().toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("Runs still go on; they are taken up again when their leases end");
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops, and closes the connections to AWS. */
  @Override
  public void close() throws Exception {
    stop();
    clients.close();
  }

  private interface Interruptible {
    void run() throws InterruptedException;
  }
}
