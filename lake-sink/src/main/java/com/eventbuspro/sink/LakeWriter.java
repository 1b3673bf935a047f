package com.eventbuspro.sink;

import com.eventbuspro.sink.maintenance.MaintainedTables;
import com.eventbuspro.sink.metrics.FlinkView;
import com.eventbuspro.sink.metrics.TableMetrics;
import com.eventbuspro.streams.source.ReaderControl;
import com.eventbuspro.streams.source.ReaderControls;
import com.eventbuspro.streams.source.ShardBatch;
import com.eventbuspro.streams.source.StreamsSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;

/**
 * The operator chained to the source: a {@link TableTask} for each event type that this subtask has
 * shards of, or is the home of. Keeps no Flink state, since the tables are the checkpoint.
 */
final class LakeWriter extends AbstractStreamOperator<Void>
    implements OneInputStreamOperator<ShardBatch, Void> {
  private static final long serialVersionUID = 1L;
  private static final long TICK_MILLIS = 100;

  private final LakeSinkConfig settings;
  private final String sourceId;
  private final transient MailboxExecutor mailbox;
  private final transient ProcessingTimeService time;
  private final transient Map<String, TableTask> tables = new HashMap<>();
  private transient @Nullable SinkRuntime runtime;
  private transient @Nullable MailboxIo work;
  private final transient Map<String, CaptureMeter> meters = new HashMap<>();
  private transient Assignments assignments = Assignments.NONE;
  private transient Set<String> withShards = Set.of();
  private transient @Nullable MaintainedTables maintained;

  LakeWriter(StreamOperatorParameters<Void> parameters, LakeSinkConfig settings, String sourceId) {
    super(parameters);
    this.settings = settings;
    this.sourceId = sourceId;
    this.mailbox = parameters.getMailboxExecutor();
    this.time = parameters.getProcessingTimeService();
  }

  @Override
  public void open() throws Exception {
    super.open();
    SinkRuntime shared = SinkRuntime.acquire(settings);
    runtime = shared;
    shared.openCatalogSoon();
    work = new MailboxIo(shared.line(), shared.io(), mailbox);
    maintained = new MaintainedTables(shared.maintenance());
    var unused = time.scheduleWithFixedDelay(now -> tick(), 0, TICK_MILLIS);
  }

  @Override
  public void processElement(StreamRecord<ShardBatch> element) {
    ShardBatch batch = element.getValue();
    TableTask table = tables.get(batch.stream());
    if (table != null) {
      table.process(batch);
    }
  }

  @Override
  public void close() throws Exception {
    tables.values().forEach(TableTask::abandon);
    tables.clear();
    closeMeters();
    if (work != null) {
      work.close();
    }
    if (maintained != null) {
      maintained.close();
    }
    if (runtime != null) {
      runtime.memory().forget(this);
      runtime.release();
      runtime = null;
    }
    super.close();
  }

  private void tick() {
    Optional<ReaderControl> reader = ReaderControls.find(sourceId);
    SinkRuntime shared = runtime;
    if (reader.isEmpty() || shared == null) {
      return;
    }
    boolean stopping = SinkStop.isRequested(sourceId);
    if (!stopping) {
      assign(shared, reader.get());
    }
    tables.values().forEach(TableTask::tick);
    if (tables.values().removeIf(TableTask::isClosed)) {
      closeMeters();
    }
    if (stopping) {
      tables.values().forEach(TableTask::close);
      if (tables.isEmpty()) {
        SinkStop.finished(sourceId, getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
      }
    }
    boundMemory(shared.memory(), reader.get());
  }

  private void assign(SinkRuntime shared, ReaderControl reader) {
    Assignments now = shared.assignments();
    Set<String> streams = reader.streams();
    if (now.asOf().equals(assignments.asOf())
        && now.byStream().equals(assignments.byStream())
        && streams.equals(withShards)) {
      return;
    }
    assignments = now;
    withShards = streams;
    int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    int mine = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    now.byStream()
        .forEach(
            (stream, assignment) -> {
              boolean home = StreamsSource.homeOf(stream, subtasks) == mine;
              if (home || streams.contains(stream)) {
                Reports reports = home ? shared.conditions() : new ShareReports(reader, stream);
                tables
                    .computeIfAbsent(stream, s -> table(shared, reader, assignment, reports))
                    .assign(assignment, now.asOf());
              }
            });
    tables.forEach(
        (stream, table) -> {
          if (!now.byStream().containsKey(stream)) {
            table.close();
          }
        });
    Objects.requireNonNull(maintained).are(now.policies(mine, subtasks));
  }

  private TableTask table(
      SinkRuntime shared, ReaderControl reader, Assignment assignment, Reports reports) {
    Clock clock = Clock.systemUTC();
    TableMetrics metrics = shared.metrics().open(assignment.eventType());
    CaptureMeter meter =
        new CaptureMeter(
            metrics,
            FlinkView.in(getMetricGroup(), metrics, clock),
            shared
                .captures()
                .open(
                    assignment.eventType(),
                    getRuntimeContext().getTaskInfo().getIndexOfThisSubtask()),
            clock);
    meters.put(assignment.stream(), meter);
    return new TableTask(
        assignment,
        reader,
        shared::catalog,
        Objects.requireNonNull(work),
        reports,
        shared.ledger(),
        meter,
        clock);
  }

  /** Of tables that are no longer written here. */
  private void closeMeters() {
    meters
        .entrySet()
        .removeIf(
            meter -> {
              if (tables.containsKey(meter.getKey())) {
                return false;
              }
              meter.getValue().close();
              return true;
            });
  }

  /** Under pressure, commits early what holds most; when that is not enough, reads no more. */
  private void boundMemory(MemoryBudget memory, ReaderControl reader) {
    long held = tables.values().stream().mapToLong(TableTask::bufferedBytes).sum();
    MemoryBudget.Pressure pressure = memory.report(this, held);
    if (pressure == MemoryBudget.Pressure.NONE) {
      reader.resumeAll();
      return;
    }
    commitLargest(memory.excess());
    if (pressure == MemoryBudget.Pressure.FULL) {
      reader.pauseAll();
    }
  }

  private void commitLargest(long excess) {
    long freed =
        tables.values().stream()
            .filter(TableTask::isCommitting)
            .mapToLong(TableTask::bufferedBytes)
            .sum();
    List<TableTask> largestFirst = new ArrayList<>(tables.values());
    largestFirst.removeIf(TableTask::isCommitting);
    largestFirst.sort(Comparator.comparingLong(TableTask::bufferedBytes).reversed());
    for (TableTask table : largestFirst) {
      if (freed >= excess) {
        return;
      }
      freed += table.bufferedBytes();
      table.commitSoon();
    }
  }
}
