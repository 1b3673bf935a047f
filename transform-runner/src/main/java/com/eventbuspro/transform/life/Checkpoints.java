package com.eventbuspro.transform.life;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern CHECKPOINT = Pattern.compile("chk-([0-9]{1,18})");

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
      FileStatus checkpoint = null;
      FileStatus savepoint = null;
      for (FileStatus entry : list(files, folder)) {
        FileStatus metadata = metadata(files, entry);
        if (metadata == null) {
          continue;
        }
        if (number(metadata) < 0) {
          savepoint = savepoint == null || age(savepoint, metadata) <= 0 ? metadata : savepoint;
        } else if (checkpoint == null || number(metadata) > number(checkpoint)) {
          checkpoint = metadata;
        }
      }
      return last(checkpoint, savepoint).map(newest -> newest.getPath().getParent().toString());
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

  /**
   * The times of files decide only where nothing else does: clocks are set back, and object stores
   * tell whole seconds.
   */
  private static Optional<FileStatus> last(
      @Nullable FileStatus checkpoint, @Nullable FileStatus savepoint) {
    if (checkpoint == null || savepoint == null) {
      return Optional.ofNullable(checkpoint == null ? savepoint : checkpoint);
    }
    // What a job ends with comes after the rest, unless it did not end.
    return Optional.of(age(checkpoint, savepoint) <= 0 ? savepoint : checkpoint);
  }

  /** Above zero if the first is younger. */
  private static int age(FileStatus first, FileStatus second) {
    return Long.compare(first.getModificationTime(), second.getModificationTime());
  }

  /** The number of a checkpoint, which Flink counts up; below zero for a savepoint. */
  private static long number(FileStatus metadata) {
    Matcher name = CHECKPOINT.matcher(metadata.getPath().getParent().getName());
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
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
    if (!entry.isDir() || !(CHECKPOINT.matcher(name).matches() || name.startsWith("savepoint-"))) {
      return null;
    }
    try {
      return files.getFileStatus(new Path(entry.getPath(), METADATA));
    } catch (FileNotFoundException e) {
      return null;
    }
  }
}
