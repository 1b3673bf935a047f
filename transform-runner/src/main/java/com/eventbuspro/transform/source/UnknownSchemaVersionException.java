package com.eventbuspro.transform.source;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.transform.errors.EventPlace;
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
        "The "
            + new EventPlace(eventType.toString(), shard.value(), sequence)
            + " has the schema version "
            + version
            + ", which was not registered when the pipeline was started. Plan the pipeline anew on"
            + " the newest schemas and go on from its checkpoint");
  }
}
