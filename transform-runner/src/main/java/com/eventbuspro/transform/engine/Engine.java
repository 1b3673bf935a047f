package com.eventbuspro.transform.engine;

import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink cluster that runs pipelines. Safe for many threads; every call ends in time. */
public interface Engine extends AutoCloseable {
  /** Whether jobs go on when this JVM ends. */
  boolean outlivesUs();

  /**
   * All jobs that the cluster remembers.
   *
   * @throws EngineException if it does not answer
   */
  Map<JobID, JobStatus> jobs();

  /**
   * How many subtasks of further jobs find room.
   *
   * @throws EngineException if the cluster does not answer
   */
  int freeSlots();

  /**
   * Submits a job. Submitting one that is there already does nothing.
   *
   * @param graph what it does
   * @param id under which it is found again
   * @param restore with what state it begins
   * @throws EngineException if the cluster does not take it
   */
  void submit(StreamGraph graph, JobID id, Restore restore);

  /**
   * Asks a running job to end with a savepoint. Asking again, or one that ended, does nothing. The
   * job ends some time later, with {@code FINISHED} if it went well.
   *
   * @param folder where the savepoint goes
   * @throws EngineException if the cluster does not answer
   */
  void stop(JobID job, String folder);

  /**
   * Asks a job to end; it does so some time later. Asking one that ended or is not known does
   * nothing.
   *
   * @throws EngineException if the cluster does not answer
   */
  void cancel(JobID job);

  /**
   * Why a job failed last, as a stack trace; nothing if it never did or is not known.
   *
   * @throws EngineException if the cluster does not answer
   */
  Optional<JobFailure> failure(JobID job);

  /**
   * A job in figures; nothing if it is not known.
   *
   * @throws EngineException if the cluster does not answer
   */
  Optional<JobFigures> figures(JobID job);

  /** Puts in order what no job needs any more, or what serves none; to be called now and then. */
  void tidy();

  /** Ends every job that would not outlive this JVM, at once. They may be submitted again. */
  void dropAll();

  @Override
  void close();
}
