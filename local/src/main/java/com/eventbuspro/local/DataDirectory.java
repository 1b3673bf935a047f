package com.eventbuspro.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything a local platform keeps. One process at a time may use it: the
 * lock is the operating system's, so a killed process leaves none behind.
 */
final class DataDirectory implements AutoCloseable {
  private static final String MARKER = ".event-bus-pro";

  private final Path root;
  private final FileChannel lockFile;

  private DataDirectory(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  static DataDirectory open(Path root) {
    try {
      boolean isNew = !Files.exists(root);
      Files.createDirectories(root);
      requireOurs(root, isNew);
      FileChannel file =
          FileChannel.open(
              root.resolve(MARKER), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock = tryLock(file);
      if (lock == null) {
        file.close();
        throw new StartException(
            "Event Bus Pro is already running on "
                + root
                + ". Stop it, or choose another folder with --data-dir PATH.");
      }
      restrict(root);
      return new DataDirectory(root, file);
    } catch (IOException e) {
      throw new StartException("The data folder " + root + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** A folder of another program is never taken over, much less emptied. */
  private static void requireOurs(Path root, boolean isNew) throws IOException {
    if (isNew || Files.exists(root.resolve(MARKER))) {
      return;
    }
    try (Stream<Path> entries = Files.list(root)) {
      if (entries.findAny().isPresent()) {
        throw new StartException(
            root + " holds files that are not ours. Choose another folder with --data-dir PATH.");
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void restrict(Path root) throws IOException {
    if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
    }
  }

  /** Deletes all data. */
  void clear() {
    try (Stream<Path> entries = Files.list(root)) {
      entries.filter(entry -> !entry.endsWith(MARKER)).forEach(DataDirectory::deleteTree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder below, created when missing. */
  Path folder(String name) {
    try {
      return Files.createDirectories(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteTree(Path tree) {
    try (Stream<Path> walk = Files.walk(tree)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
