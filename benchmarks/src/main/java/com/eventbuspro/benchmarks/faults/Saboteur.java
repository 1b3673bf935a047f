package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.lake.maintain.MaintenanceObserver;
import com.eventbuspro.lake.maintain.MaintenancePolicy;
import com.eventbuspro.lake.maintain.MaintenanceTuning;
import com.eventbuspro.lake.maintain.Pace;
import com.eventbuspro.lake.maintain.RecordedCommits;
import com.eventbuspro.lake.maintain.TableMaintenance;
import com.eventbuspro.model.EventTypeName;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Carries out a plan: each fault at its time, on a thread of its own, so that they may overlap. */
final class Saboteur implements AutoCloseable {
  private static final Duration TRAP_PATIENCE = Duration.ofSeconds(40);
  // Snapshots have to be an hour old to be expired; these take a minute to be.
  private static final Duration AGEING = Duration.ofMinutes(59);
  private static final MaintenancePolicy MAINTENANCE =
      new MaintenancePolicy(null, Duration.ofHours(1), 128L << 20);
  private static final List<String> THROTTLED =
      List.of("GetRecords", "GetRecords", "PutRecords", "GetShardIterator", "ListShards");

  private final World world;
  private final Sinks sinks;
  private final ControlPlane control;
  private final Recovery recovery;
  private final FaultLog log;
  private final Resharding resharding;
  private final Executor threads = work -> Background.run("fault", work);
  // What cannot happen to a thing twice at a time waits for the first to be over.
  private final Object database = new Object();
  private final Object cloud = new Object();
  private final Object otherSinks = new Object();
  private final Object versions = new Object();

  Saboteur(World world, Sinks sinks, ControlPlane control, Recovery recovery, FaultLog log) {
    this.world = world;
    this.sinks = sinks;
    this.control = control;
    this.recovery = recovery;
    this.log = log;
    this.resharding = new Resharding(world.cloud().streamsPort());
  }

  /** Returns when every fault of the plan has happened and is over. */
  void run(Plan plan) {
    long begun = System.nanoTime();
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (PlannedFault fault : plan.faults()) {
      Duration wait = fault.at().minusNanos(System.nanoTime() - begun);
      if (!wait.isNegative()) {
        Background.pause(wait);
      }
      running.add(CompletableFuture.runAsync(() -> happen(fault), threads));
    }
    running.forEach(CompletableFuture::join);
  }

  private void happen(PlannedFault fault) {
    long from = System.currentTimeMillis();
    String detail = cause(fault);
    log.add(new FaultLog.Entry(fault.kind(), from, System.currentTimeMillis(), detail));
  }

  /** Does it, undoes it when its time is over, and tells what it was. */
  private String cause(PlannedFault fault) {
    RandomGenerator dice = fault.dice();
    Duration time = fault.lasting();
    return switch (fault.kind()) {
      case KILL_SINK -> killSink();
      case FREEZE_SINK -> freezeSink(time, dice);
      case SECOND_SINK -> secondSink(time, dice);
      case KILL_DATABASE -> killDatabase(time, dice);
      case KILL_CLOUD -> killCloud(time);
      case CUT -> {
        Place place = place(dice);
        world.link(place).cut();
        yield place.toString();
      }
      case SLOW -> {
        Place place = place(dice);
        int millis = 20 + dice.nextInt(300);
        world.link(place).slowDown(millis, time);
        yield place + " by " + millis + " ms";
      }
      case SILENCE -> {
        Place place = place(dice);
        world.link(place).fallSilent(time);
        yield place.toString();
      }
      case FORGET -> forget();
      case LOSE_REQUEST -> lose(Link.Moment.BEFORE_THE_WORK, dice);
      case LOSE_ANSWER -> lose(Link.Moment.AFTER_THE_WORK, dice);
      case THROTTLE -> order(throttling(dice));
      case EXPIRE -> order("expire " + (1 + dice.nextInt(12)));
      case SPLIT -> Retry.until(() -> resharding.split(type(fault.dice()), fault.dice()));
      case MERGE -> Retry.until(() -> resharding.merge(type(fault.dice()), fault.dice()));
      case SCALE -> Retry.until(() -> resharding.scale(type(fault.dice()), fault.dice()));
      case NEW_VERSION -> newVersion(type(dice));
      case COMPACT -> compact(type(dice));
      case MAINTAIN -> maintain();
    };
  }

  private String killSink() {
    boolean alone = sinks.isAlone();
    sinks.killPrimary();
    if (alone) {
      recovery.killed();
    }
    return "";
  }

  private String freezeSink(Duration time, RandomGenerator dice) {
    synchronized (otherSinks) {
      JavaProcess frozen = sinks.freezePrimary();
      Background.pause(time);
      frozen.thaw();
      Background.pause(Duration.ofMillis(dice.nextInt(6_000)));
      return end(frozen, dice);
    }
  }

  private String secondSink(Duration time, RandomGenerator dice) {
    synchronized (otherSinks) {
      JavaProcess another = sinks.startAnother();
      Background.pause(time);
      return end(another, dice);
    }
  }

  private String end(JavaProcess other, RandomGenerator dice) {
    Sinks.Ending ending = dice.nextBoolean() ? Sinks.Ending.KILLED : Sinks.Ending.CLEAN;
    sinks.end(other, ending);
    return "end " + ending;
  }

  private String killDatabase(Duration time, RandomGenerator dice) {
    Database.Death death =
        dice.nextBoolean() ? Database.Death.POSTMASTER : Database.Death.EVERYTHING;
    synchronized (database) {
      world.database().kill(death);
      Background.pause(time);
      world.database().restart();
    }
    return death.toString();
  }

  private String killCloud(Duration time) {
    synchronized (cloud) {
      world.cloud().kill();
      Background.pause(time);
      Retry.until(
          () -> {
            world.cloud().restart();
            return true;
          });
    }
    return "";
  }

  private String forget() {
    for (Place place : Place.values()) {
      world.link(place).forget();
    }
    return "";
  }

  private String lose(Link.Moment moment, RandomGenerator dice) {
    Request request = Request.draw(dice);
    boolean sprung =
        world.link(request.place()).lay(new Link.Trap(request::matches, moment), TRAP_PATIENCE);
    return request + (sprung ? "" : " (none came)");
  }

  private static String throttling(RandomGenerator dice) {
    if (dice.nextInt(3) == 0) {
      return "refuse " + (1 + dice.nextInt(4)) + " " + (1 + dice.nextInt(200));
    }
    String action = THROTTLED.get(dice.nextInt(THROTTLED.size()));
    return "throttle " + action + " " + (1 + dice.nextInt(20));
  }

  private String order(String order) {
    world.cloud().order(order);
    return order;
  }

  private String newVersion(EventTypeName name) {
    synchronized (versions) {
      control.addVersion(name);
    }
    return name + " " + control.newestVersion(name);
  }

  /** Another engine that fails here is none of our trouble: its tries are what disturbs. */
  private String compact(EventTypeName name) {
    try {
      return name + ", files " + new Compaction(world.lake().load(name)).run();
    } catch (IOException | RuntimeException e) {
      return name + ", failed: " + e;
    }
  }

  private String maintain() {
    EventTypeName name = EventTypes.MAINTAINED.name();
    TableMaintenance maintenance =
        new TableMaintenance(
            world.lake(),
            MaintenanceTuning.DEFAULT,
            RecordedCommits.ALL,
            MaintenanceObserver.NONE,
            Pace.UNLIMITED,
            Clock.offset(Clock.systemUTC(), AGEING));
    return name + ", left " + maintenance.round(name, MAINTENANCE);
  }

  private static Place place(RandomGenerator dice) {
    return Place.values()[dice.nextInt(Place.values().length)];
  }

  private static EventTypeName type(RandomGenerator dice) {
    return EventTypes.ALL.get(dice.nextInt(EventTypes.ALL.size())).name();
  }

  @Override
  public void close() {
    resharding.close();
  }
}
