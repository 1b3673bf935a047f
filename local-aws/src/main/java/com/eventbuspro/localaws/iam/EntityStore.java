package com.eventbuspro.localaws.iam;

import com.eventbuspro.localaws.disk.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Immutable entities in memory and on disk, one JSON file each.
 *
 * <p>Readers never wait. Writers must take turns; when a write returns, it is on the disk, and
 * readers see it only then.
 */
final class EntityStore<T> {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SUFFIX = ".json";
  private static final int FORMAT = 1;

  /**
   * What is in a file.
   *
   * @param format tells later versions how to read the entity
   */
  private record Stored<E>(int format, E entity) {}

  private final Path directory;
  private final JavaType type;
  private final ConcurrentSkipListMap<String, T> entities = new ConcurrentSkipListMap<>();

  /** Opens the directory, which is made when missing, and reads what is in it. */
  EntityStore(Path directory, Class<T> entity) {
    this.directory = directory;
    this.type = JSON.getTypeFactory().constructParametricType(Stored.class, entity);
    for (Path file : files()) {
      String fileName = String.valueOf(file.getFileName());
      String name = fileName.substring(0, fileName.length() - SUFFIX.length());
      entities.put(name, read(file));
    }
  }

  private List<Path> files() {
    try {
      Files.createDirectories(directory);
      try (Stream<Path> files = Files.list(directory)) {
        return files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the directory " + directory, e);
    }
  }

  private T read(Path file) {
    byte[] json =
        DurableFile.read(file).orElseThrow(() -> new IllegalStateException(file + " is gone"));
    Stored<T> stored = JSON.readValue(json, type);
    if (stored.format() != FORMAT) {
      throw new IllegalStateException(
          file + " has format " + stored.format() + "; this version reads format " + FORMAT);
    }
    return stored.entity();
  }

  @Nullable T find(String name) {
    return entities.get(name);
  }

  boolean containsIgnoringCase(String name) {
    return entities.containsKey(name)
        || entities.keySet().stream().anyMatch(name::equalsIgnoreCase);
  }

  /** All entities by name. */
  Collection<T> all() {
    return entities.values();
  }

  void put(String name, T entity) {
    DurableFile.write(file(name), JSON.writeValueAsBytes(new Stored<>(FORMAT, entity)));
    entities.put(name, entity);
  }

  void delete(String name) {
    DurableFile.delete(file(name));
    entities.remove(name);
  }

  private Path file(String name) {
    return directory.resolve(name + SUFFIX);
  }
}
