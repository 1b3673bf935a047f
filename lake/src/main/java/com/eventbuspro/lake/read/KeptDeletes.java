package com.eventbuspro.lake.read;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.iceberg.data.BaseDeleteLoader;
import org.apache.iceberg.io.FileIO;

/**
 * Keeps what each delete file says for all data files of one read: where rows are revised all the
 * time, each data file has other delete files, and most of them in common with the one before.
 */
final class KeptDeletes extends BaseDeleteLoader {
  /** Iceberg reads several at once. */
  private final Map<String, Object> read = new ConcurrentHashMap<>();

  KeptDeletes(FileIO io) {
    super(file -> io.newInputFile(file.location(), file.fileSizeInBytes()));
  }

  @Override
  protected boolean canCache(long size) {
    return true;
  }

  /** What is under a key is what its supplier gave: keys are of one kind each. */
  @Override
  @SuppressWarnings("unchecked")
  protected <V> V getOrLoad(String key, Supplier<V> supplier, long size) {
    Object known = read.get(key);
    if (known == null) {
      known = supplier.get();
      read.put(key, known);
    }
    return (V) known;
  }
}
