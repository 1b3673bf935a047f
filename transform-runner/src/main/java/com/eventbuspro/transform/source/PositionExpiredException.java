package com.eventbuspro.transform.source;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.transform.errors.EventPlace;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The stream does not have the place any more where reading was to go on, so events may be missing.
 * They are in the lake: another start begins there anew. Flink does not restart the job, which
 * would be in vain.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class PositionExpiredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** When the lake ends before what the stream still has begins. */
  PositionExpiredException(EventTypeName eventType) {
    super(
        "All history of "
            + eventType
            + " is read, but the stream has only kept what came later than the lake's newest events:"
            + " the lake was behind for longer than the stream keeps events. What the lake has is"
            + " all there is; once the lake goes on, change the start of the pipeline to a"
            + " timestamp");
  }

  PositionExpiredException(EventTypeName eventType, ShardId shard, String position) {
    super(
        "Reading was to go on after the "
            + place(eventType, shard, position)
            + ", but the stream has only kept what came later: the pipeline was behind for longer"
            + " than the stream keeps events. What is missing is in the lake: change the start of"
            + " the pipeline to a timestamp before it fell behind");
  }

  private static String place(EventTypeName eventType, ShardId shard, String position) {
    return position.matches("[0-9]+")
        ? new EventPlace(eventType.toString(), shard.value(), position).toString()
        : position + " of the shard " + shard + " of " + eventType;
  }
}
