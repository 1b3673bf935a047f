package com.eventbuspro.localaws.kinesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stream metadata on disk: {@code <directory>/stream.json}, replaced atomically (temporary file,
 * fsync, rename, fsync of the folder), so that a reader finds the old or the new, never half of
 * one.
 */
final class MetaFiles {
  private static final String FILE = "stream.json";

  private final Path root;
  private final JsonMapper mapper = JsonMapper.builder().build();

  MetaFiles(Path root) {
    this.root = root;
  }

  Path directoryOf(StreamMeta stream) {
    return root.resolve(stream.directory());
  }

  /** Every stream found; folders without metadata, left by a crash while creating, are removed. */
  List<StreamMeta> load() {
    try {
      Files.createDirectories(root);
      try (Stream<Path> folders = Files.list(root)) {
        return folders.filter(Files::isDirectory).flatMap(this::loadOne).toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the streams in " + root, e);
    }
  }

  private Stream<StreamMeta> loadOne(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      deleteTree(folder);
      return Stream.empty();
    }
    return Stream.of(mapper.readValue(file.toFile(), StreamMeta.class));
  }

  void save(StreamMeta stream) {
    Path folder = directoryOf(stream);
    Path temporary = folder.resolve(FILE + ".new");
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = ByteBuffer.wrap(mapper.writeValueAsBytes(stream));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          temporary,
          folder.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      force(folder);
      force(root);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot save the metadata of stream " + stream.name(), e);
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Removes a stream's metadata first, so that a crash leaves a folder that {@link #load} clears.
   */
  void delete(StreamMeta stream) {
    try {
      Files.deleteIfExists(directoryOf(stream).resolve(FILE));
      deleteTree(directoryOf(stream));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete stream " + stream.name(), e);
    }
  }

  void deleteShard(StreamMeta stream, int shard) {
    deleteTree(directoryOf(stream).resolve(ShardMeta.idOf(shard)));
  }

  private static void deleteTree(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + folder, e);
    }
  }
}
