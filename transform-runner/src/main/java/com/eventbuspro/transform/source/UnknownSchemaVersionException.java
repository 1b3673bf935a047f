package com.eventbuspro.transform.source;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.position.ShardId;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * A record has a schema version that was registered after the job was built. Flink does not restart
 * the job, which would be in vain: build it anew on the newest schemas and restore its checkpoint.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class UnknownSchemaVersionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownSchemaVersionException(
      EventTypeName eventType, int version, ShardId shard, String sequence) {
    super(
        "The record "
            + sequence
            + " of "
            + shard
            + " has version "
            + version
            + " of "
            + eventType
            + ", which was not registered when the pipeline was started. Plan the pipeline anew on"
            + " the newest schemas and go on from its checkpoint");
  }
}
