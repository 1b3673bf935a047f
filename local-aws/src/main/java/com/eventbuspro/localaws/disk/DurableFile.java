package com.eventbuspro.localaws.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Replaces and reads small files so that a crash at any instant leaves the old or the new content.
 *
 * <p>When {@link #write} or {@link #delete} returns, the change is on the disk. Writers of the same
 * file must take turns.
 */
public final class DurableFile {
  private static final String TEMPORARY = ".tmp";

  private DurableFile() {}

  /** Replaces the content; makes missing parent directories. */
  public static void write(Path file, byte[] content) {
    Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
    try {
      Files.createDirectories(directoryOf(file));
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer left = ByteBuffer.wrap(content);
        while (left.hasRemaining()) {
          channel.write(left);
        }
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync(directoryOf(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** The content; empty when there is no such file. */
  public static Optional<byte[]> read(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** Removes the file if it is there. */
  public static void delete(Path file) {
    try {
      if (Files.deleteIfExists(file)) {
        sync(directoryOf(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + file, e);
    }
  }

  private static Path directoryOf(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IllegalArgumentException(file + " is no file in a directory");
    }
    return directory;
  }

  /** Without this the rename itself may be lost with the machine's power. */
  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
