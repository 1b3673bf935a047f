package com.eventbuspro.localaws.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that S3Proxy's store writes uploads to before it gives them their names.
 *
 * <p>They lie beside the object, called like it with a random UUID behind, and would pass for
 * objects: in a listing during the upload, and for ever after a crash. What tells them from an
 * object that happens to be called so is that they have no extended attributes: the store sets
 * those when all bytes are there.
 */
final class UnfinishedUploads {
  private static final Logger log = LoggerFactory.getLogger(UnfinishedUploads.class);
  private static final Pattern NAME =
      Pattern.compile("(?s).*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private UnfinishedUploads() {}

  /** Whether an unfinished upload could be called so. */
  static boolean mayBeNamed(String key) {
    return NAME.matcher(key).matches();
  }

  /** Whether files in the directory keep extended attributes; without them nothing can be told. */
  static boolean canBeTold(Path directory) {
    Path probe = directory.resolve(".attributes");
    try {
      Files.write(probe, new byte[0]);
      attributes(probe).write("probe", ByteBuffer.wrap(new byte[] {1}));
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      log.warn(
          "{} keeps no extended attributes: content types and ETags of objects will be lost,"
              + " and uploads cut short by a crash stay visible",
          directory);
      return false;
    } finally {
      deleteQuietly(probe);
    }
  }

  private static UserDefinedFileAttributeView attributes(Path file) {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    if (view == null) {
      throw new UnsupportedOperationException("No extended attributes");
    }
    return view;
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.debug("{} stays", file, e);
    }
  }

  /** Removes what a crash left behind; to be called when nothing is being uploaded. */
  static void sweep(Path objects) {
    try (Stream<Path> files = Files.walk(objects)) {
      List<Path> left =
          files
              .filter(file -> mayBeNamed(String.valueOf(file.getFileName())))
              .filter(Files::isRegularFile)
              .filter(UnfinishedUploads::hasNoAttributes)
              .toList();
      for (Path file : left) {
        log.info("Removing the unfinished upload {}", file);
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for unfinished uploads in " + objects, e);
    }
  }

  private static boolean hasNoAttributes(Path file) {
    try {
      return attributes(file).list().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the attributes of " + file, e);
    }
  }
}
