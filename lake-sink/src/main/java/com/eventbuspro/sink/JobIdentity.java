package com.eventbuspro.sink;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the job is recognised in a cluster. The name tells the installation (environment and
 * database); the ids follow from the name, the program and its settings. So a launcher finds its
 * job again without keeping anything, and of launchers that submit at once the cluster takes one:
 * it refuses an id that it has. A cluster also refuses the id of a job that ended, hence several.
 */
final class JobIdentity {
  /** How often one cluster may end one and the same job. */
  private static final int IDS = 1000;

  private static final int ID_BYTES = 16;

  private final String name;
  private final List<JobID> ids;

  private JobIdentity(String name, byte[] fingerprint) {
    this.name = name;
    this.ids =
        IntStream.range(0, IDS)
            .mapToObj(n -> digest(name.getBytes(StandardCharsets.UTF_8), fingerprint, bytes(n)))
            .map(digest -> new JobID(Arrays.copyOf(digest, ID_BYTES)))
            .toList();
  }

  static JobIdentity of(LakeSinkConfig config, List<Path> jars) {
    String database =
        HexFormat.of()
            .formatHex(
                digest(config.platform().database().url().getBytes(StandardCharsets.UTF_8)), 0, 4);
    String name = "lake-sink " + config.platform().environment() + " " + database;
    MessageDigest all = sha256();
    all.update(settings(config));
    for (Path jar : jars) {
      all.update(jar.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      update(all, jar);
    }
    return new JobIdentity(name, all.digest());
  }

  String name() {
    return name;
  }

  /** The ids of the job with this program and these settings, in the order they are used. */
  List<JobID> ids() {
    return ids;
  }

  /** Everything that the job is given, secrets too; the same bytes in every JVM. */
  private static byte[] settings(LakeSinkConfig config) {
    return JsonMapper.builder()
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .build()
        .writeValueAsBytes(config);
  }

  private static void update(MessageDigest digest, Path file) {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private static byte[] bytes(int number) {
    return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] digest(byte[]... parts) {
    MessageDigest digest = sha256();
    for (byte[] part : parts) {
      digest.update(part);
      digest.update((byte) 0);
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
