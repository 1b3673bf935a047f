package com.eventbuspro.lake.maintain;

import java.util.List;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.util.DeleteFileSet;

/**
 * Files that become one.
 *
 * @param files in the order of their rows
 * @param sequence where the new file stands among the commits
 * @param obsolete delete files that concern none but these, and are applied
 */
record Rewrite(List<SmallFile> files, long sequence, List<DeleteFile> obsolete) {
  Rewrite {
    files = List.copyOf(files);
    obsolete = List.copyOf(obsolete);
  }

  /** The new file takes the place of those it replaces, so that history keeps its order. */
  static Rewrite inPlace(List<SmallFile> files) {
    long last = files.stream().mapToLong(SmallFile::sequence).max().orElseThrow();
    return new Rewrite(files, last, List.of());
  }

  /**
   * Deletions are done for good: all files of a day that they may concern become one that stands
   * after them, and they go in the same snapshot, so that rows can still be counted as those of
   * data files without those of delete files.
   */
  static Rewrite applyingDeletes(List<SmallFile> files, long sequence) {
    DeleteFileSet deletes = DeleteFileSet.create();
    files.forEach(file -> deletes.addAll(file.deletes()));
    return new Rewrite(files, sequence, List.copyOf(deletes));
  }

  long bytes() {
    return files.stream().mapToLong(SmallFile::bytes).sum();
  }
}
