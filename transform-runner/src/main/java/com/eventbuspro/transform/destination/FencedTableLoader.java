package com.eventbuspro.transform.destination;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.transform.source.LakeAccess;
import com.eventbuspro.transform.source.LakeTableLoader;
import java.io.IOException;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.TableLoader;

/** Loads a table for Iceberg's sink, behind the fence of the job that writes it. */
final class FencedTableLoader implements TableLoader {
  private static final long serialVersionUID = 1L;

  private final LakeAccess lake;
  private final String name;
  private final Fence fence;
  private final TableLoader loader;

  FencedTableLoader(LakeAccess lake, EventTypeName name, Fence fence) {
    this.lake = lake;
    this.name = name.toString();
    this.fence = fence;
    this.loader = new LakeTableLoader(lake, name);
  }

  @Override
  public void open() {
    loader.open();
  }

  @Override
  public boolean isOpen() {
    return loader.isOpen();
  }

  @Override
  public Table loadTable() {
    return fence.guard(loader.loadTable(), loader::loadTable);
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod") // A clone is one that is not open.
  public TableLoader clone() {
    return new FencedTableLoader(lake, EventTypeName.parse(name), fence);
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
