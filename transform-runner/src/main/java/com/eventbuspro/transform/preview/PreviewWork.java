package com.eventbuspro.transform.preview;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.transform.analysis.Analysis;
import com.eventbuspro.transform.analysis.ReadableEventTypes;
import com.eventbuspro.transform.errors.RuntimeFault;
import com.eventbuspro.transform.errors.RuntimeFaults;
import com.eventbuspro.transform.preview.PreviewRequest.PersonalData;
import com.eventbuspro.transform.preview.ResultRows.Kind;
import com.eventbuspro.transform.preview.ResultRows.Stop;
import com.eventbuspro.transform.source.LakeAccess;
import com.eventbuspro.transform.sql.Transform;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One preview from beginning to end, in a thread of its own. */
final class PreviewWork {
  private static final Logger LOG = LoggerFactory.getLogger(PreviewWork.class);
  private static final long LOOK_MILLIS = 100;
  private static final long SUBMIT_PATIENCE_SECONDS = 20;
  private static final long CANCEL_PATIENCE_SECONDS = 10;

  private final PreviewCluster cluster;
  private final PreviewLimits limits;
  private final LakeAccess lake;
  private final Clock clock;
  private final PreviewRequest request;
  private final Analysis.Right analysis;
  private final ReadableEventTypes eventTypes;
  private final CompletableFuture<Void> cancelled;
  private final HeapGuard heap = new HeapGuard();
  private final long begun = System.nanoTime();

  // That the cluster was cold is not the query's fault: its time begins when it runs.
  private long submitted = begun;

  PreviewWork(
      PreviewCluster cluster,
      PreviewLimits limits,
      LakeAccess lake,
      Clock clock,
      PreviewRequest request,
      Analysis.Right analysis,
      ReadableEventTypes eventTypes,
      CompletableFuture<Void> cancelled) {
    this.cluster = cluster;
    this.limits = limits;
    this.lake = lake;
    this.clock = clock;
    this.request = request;
    this.analysis = analysis;
    this.eventTypes = eventTypes;
    this.cancelled = cancelled;
  }

  /** Does it; what goes wrong with the job is part of the answer. */
  ObjectNode run() throws Exception {
    boolean grows = analysis.transform().changes() == Transform.Changes.APPEND;
    RowOrder order = new RowOrder(analysis.transform().order());
    ResultRows rows = new ResultRows(grows ? Kind.APPEND : Kind.UPDATING, order, request.limit());
    try (PreviewSession session = PreviewSession.open(rows)) {
      PreviewJob job = new PreviewJob(lake, eventTypes, request, clock, session);
      Optional<RuntimeFault> fault = run(job, rows);
      return answer(session, rows, fault, job.cut());
    }
  }

  private Optional<RuntimeFault> run(PreviewJob job, ResultRows rows) throws Exception {
    MiniCluster flink = cluster.acquire();
    try {
      job.findSlices(analysis.transform().reads().keySet());
      JobGraph graph = job.build(limits.parallelism());
      if (cancelled.isDone()) {
        return Optional.empty();
      }
      submitted = System.nanoTime();
      var unused = flink.submitJob(graph).get(SUBMIT_PATIENCE_SECONDS, TimeUnit.SECONDS);
      return watch(flink, graph.getJobID(), rows);
    } catch (TimeoutException e) {
      cluster.discard(flink);
      return Optional.of(tooSlow());
    } catch (TableException | ValidationException e) {
      LOG.debug("A query was planned and cannot be run", e);
      return Optional.of(new RuntimeFault("Flink cannot run this query: " + e.getMessage(), null));
    } catch (LakeException e) {
      return Optional.of(
          new RuntimeFault(
              String.valueOf(e.getMessage()),
              "Nothing may have been captured yet; see the conditions of the event type"));
    } finally {
      cluster.release();
    }
  }

  /** Waits until it is enough, for whatever reason; then there is no job any more. */
  private Optional<RuntimeFault> watch(MiniCluster flink, JobID job, ResultRows rows)
      throws Exception {
    CompletableFuture<JobResult> end = flink.requestJobResult(job);
    CompletableFuture<Object> any = CompletableFuture.anyOf(end, rows.stopped(), cancelled);
    Optional<RuntimeFault> fault = Optional.empty();
    while (!any.isDone() && fault.isEmpty()) {
      try {
        var unused = any.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        fault = limit();
      }
    }
    if (!end.isDone()) {
      cancel(flink, job, end);
    } else {
      fault = end.get().getSerializedThrowable().map(this::translate);
    }
    // Whoever has enough does not care how the job ended.
    Stop stop = rows.stopped().getNow(null);
    return stop == null ? fault : stop == Stop.ENOUGH ? Optional.empty() : Optional.of(tooMany());
  }

  private RuntimeFault translate(Throwable thrown) {
    LOG.debug("A preview failed", thrown);
    return RuntimeFaults.translate(thrown);
  }

  private Optional<RuntimeFault> limit() {
    if (timeLeft().isZero()) {
      return Optional.of(tooSlow());
    }
    return heap.isShort()
        ? Optional.of(
            new RuntimeFault(
                "The memory of the transform-runner runs short",
                "Take a smaller slice, or try again later"))
        : Optional.empty();
  }

  private void cancel(MiniCluster flink, JobID job, CompletableFuture<JobResult> end)
      throws InterruptedException {
    try {
      flink.cancelJob(job).get(CANCEL_PATIENCE_SECONDS, TimeUnit.SECONDS);
      var unused = end.get(CANCEL_PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      LOG.debug("The job of a preview ended by itself", e);
    } catch (TimeoutException e) {
      cluster.discard(flink);
    }
  }

  private Duration timeLeft() {
    Duration left = limits.time().minusNanos(System.nanoTime() - submitted);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private RuntimeFault tooSlow() {
    return new RuntimeFault(
        "The preview was ended after " + limits.time().toSeconds() + " seconds",
        "Take a smaller slice. As a pipeline it may take its time");
  }

  private static RuntimeFault tooMany() {
    return new RuntimeFault(
        "The result has more than " + ResultRows.MAX_KEPT + " rows that may still change",
        "Take a smaller slice, or filter and group more coarsely");
  }

  private ObjectNode answer(
      PreviewSession session, ResultRows rows, Optional<RuntimeFault> fault, boolean cut) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    columns(json.putArray("columns"));
    ArrayNode shown = json.putArray("rows");
    List<Transform.OutputColumn> columns = analysis.transform().columns();
    for (Row row : rows.shown()) {
      ArrayNode cells = shown.addArray();
      for (int i = 0; i < row.getArity(); i++) {
        cells.add(Cells.of(row.getField(i), columns.get(i).logicalType()));
      }
    }
    json.put("changes", analysis.transform().changes().name());
    ObjectNode read = json.putObject("source_rows");
    analysis.transform().reads().keySet().stream()
        .sorted()
        .forEach(name -> read.put(name.toString(), 0L));
    session.rowsRead().forEach((name, count) -> read.put(name.toString(), count));
    json.put("complete", fault.isEmpty() && !rows.more() && !cut && !cancelled.isDone());
    json.put("elapsed_ms", Duration.ofNanos(System.nanoTime() - begun).toMillis());
    error(json, fault.orElse(null));
    return json;
  }

  private void columns(ArrayNode json) {
    List<Transform.OutputColumn> columns = analysis.transform().columns();
    for (int i = 0; i < columns.size(); i++) {
      json.addObject()
          .put("name", columns.get(i).name())
          .put("type", columns.get(i).type())
          .put(
              "masked",
              request.personalData() == PersonalData.MASKED && analysis.personal().get(i));
    }
  }

  private static void error(ObjectNode json, @Nullable RuntimeFault fault) {
    if (fault == null) {
      json.putNull("error");
    } else {
      json.putObject("error").put("message", fault.message()).put("suggestion", fault.suggestion());
    }
  }
}
