package com.eventbuspro.transform.life;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where Flink keeps state: a folder for each job, in it checkpoints ({@code chk-7}) and the
 * savepoint that it ended with ({@code savepoint-…}).
 */
final class Checkpoints {
  private static final String METADATA = "_metadata";

  private final Path root;

  Checkpoints(URI root) {
    this.root = new Path(root);
  }

  /** The folder of a job. */
  String folder(JobID job) {
    return new Path(root, job.toHexString()).toString();
  }

  /**
   * With what a job that does not run any more may be gone on: whatever it completed last. Nothing
   * if it completed nothing.
   *
   * @throws UncheckedIOException if the folder cannot be read
   */
  Optional<String> newest(JobID job) {
    try {
      Path folder = new Path(folder(job));
      FileSystem files = folder.getFileSystem();
      FileStatus newest = null;
      for (FileStatus entry : list(files, folder)) {
        FileStatus metadata = metadata(files, entry);
        if (metadata != null && (newest == null || isAfter(metadata, newest))) {
          newest = metadata;
        }
      }
      return newest == null
          ? Optional.empty()
          : Optional.of(newest.getPath().getParent().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("The checkpoints of the job " + job + " cannot be read", e);
    }
  }

  /** Deletes everything of a job; fine when there is nothing. */
  void delete(JobID job) {
    try {
      Path folder = new Path(folder(job));
      FileSystem files = folder.getFileSystem();
      if (files.exists(folder)) {
        var unused = files.delete(folder, true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The checkpoints of the job " + job + " cannot be deleted", e);
    }
  }

  private static boolean isAfter(FileStatus metadata, FileStatus other) {
    long difference = metadata.getModificationTime() - other.getModificationTime();
    // An object store tells whole seconds only. What a job ends with comes after the rest.
    return difference > 0 || (difference == 0 && isSavepoint(metadata));
  }

  private static boolean isSavepoint(FileStatus metadata) {
    return metadata.getPath().getParent().getName().startsWith("savepoint-");
  }

  private static FileStatus[] list(FileSystem files, Path folder) throws IOException {
    try {
      FileStatus[] entries = files.listStatus(folder);
      return entries == null ? new FileStatus[0] : entries;
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  /** What makes it complete is written last. */
  private static @Nullable FileStatus metadata(FileSystem files, FileStatus entry)
      throws IOException {
    String name = entry.getPath().getName();
    if (!entry.isDir() || !(name.startsWith("chk-") || name.startsWith("savepoint-"))) {
      return null;
    }
    try {
      return files.getFileStatus(new Path(entry.getPath(), METADATA));
    } catch (FileNotFoundException e) {
      return null;
    }
  }
}
