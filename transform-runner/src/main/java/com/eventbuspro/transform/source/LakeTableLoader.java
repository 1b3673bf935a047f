package com.eventbuspro.transform.source;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.model.EventTypeName;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.TableLoader;
import org.jspecify.annotations.Nullable;

/** Loads a table of the lake for Iceberg's own source and sink. */
public final class LakeTableLoader implements TableLoader {
  private static final long serialVersionUID = 1L;

  private final LakeAccess access;
  private final String eventType;
  private transient @Nullable LakeCatalog lake;

  /** Not open yet. */
  public LakeTableLoader(LakeAccess access, EventTypeName eventType) {
    this.access = access;
    this.eventType = eventType.toString();
  }

  @Override
  public void open() {
    if (lake == null) {
      lake = access.open();
    }
  }

  @Override
  public boolean isOpen() {
    return lake != null;
  }

  @Override
  public Table loadTable() {
    open();
    LakeCatalog open = lake;
    if (open == null) {
      throw new IllegalStateException("The lake is not open");
    }
    return open.load(EventTypeName.parse(eventType));
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod") // A clone is one that is not open.
  public TableLoader clone() {
    return new LakeTableLoader(access, EventTypeName.parse(eventType));
  }

  @Override
  public void close() {
    if (lake != null) {
      lake.close();
      lake = null;
    }
  }
}
