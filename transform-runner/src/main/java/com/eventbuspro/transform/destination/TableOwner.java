package com.eventbuspro.transform.destination;

import com.eventbuspro.lake.LakeException;
import org.apache.iceberg.Table;

/**
 * Whose a lake table is: the pipeline's that its property names, and nobody else's. Names prove
 * nothing: another team may have an event type of any name.
 */
public final class TableOwner {
  /** The property that names the pipeline. */
  public static final String PROPERTY = "event-bus.pipeline";

  private TableOwner() {}

  /** Whether a table is a pipeline's own. */
  public static boolean owns(String pipeline, Table table) {
    return pipeline.equals(table.properties().get(PROPERTY));
  }

  /**
   * Makes sure of it.
   *
   * @throws LakeException {@code NOT_OURS} if it is not
   */
  public static void require(String pipeline, Table table) {
    if (!owns(pipeline, table)) {
      throw new LakeException(
          LakeException.Code.NOT_OURS,
          "The table "
              + table.name()
              + " exists, and its property '"
              + PROPERTY
              + "' is not "
              + pipeline
              + ": it is not this pipeline's to write. Choose another name for the destination");
    }
  }
}
