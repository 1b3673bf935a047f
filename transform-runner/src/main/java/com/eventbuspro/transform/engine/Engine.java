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
   * Whether a job was submitted by a runner of this environment; others may use the cluster, too.
   *
   * @throws EngineException if the cluster does not answer
   */
  boolean isOurs(JobID job);

  /**
   * How many subtasks of further jobs find room.
   *
   * @throws EngineException if the cluster does not answer
   */
  int freeSlots();

  /** Lets jobs be submitted, in a term of its own, until {@link #dropAll}. */
  void admit();

  /** The term that is under way, for what is prepared in it. */
  long term();

  /**
   * Submits a job. Submitting one that is there already does nothing.
   *
   * @param term in which it was prepared; if that is over nothing is done
   * @param graph what it does
   * @param id under which it is found again
   * @param restore with what state it begins
   * @throws EngineException if the cluster does not take it
   */
  void submit(long term, StreamGraph graph, JobID id, Restore restore);

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

  /**
   * Why no pipeline can run at the moment, if none can.
   *
   * @throws EngineException if the cluster does not answer
   */
  Optional<String> trouble();

  /**
   * Ends the term, and every job that would not outlive this JVM, at once. They may be submitted
   * again in another term.
   */
  void dropAll();

  @Override
  void close();
}
