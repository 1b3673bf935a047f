package com.eventbuspro.sink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where a process takes connections, as Linux tells it. */
final class ListeningSockets {
  private static final String LISTEN = "0A";

  private ListeningSockets() {}

  /** Whether this system tells it. */
  static boolean areTold() {
    return Files.isReadable(Path.of("/proc/self/net/tcp"));
  }

  /** The addresses that a process listens on, one per socket. */
  static List<InetAddress> of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    Set<String> own = sockets(process);
    List<InetAddress> addresses = new ArrayList<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      Path file = process.resolve(table);
      if (Files.exists(file)) {
        // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode
        for (String line : Files.readAllLines(file)) {
          String[] fields = line.strip().split("\\s+");
          if (fields[3].equals(LISTEN) && own.contains(fields[9])) {
            addresses.add(address(fields[1].substring(0, fields[1].indexOf(':'))));
          }
        }
      }
    }
    return addresses;
  }

  private static Set<String> sockets(Path process) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      for (Path descriptor : descriptors.toList()) {
        String target = target(descriptor);
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    return inodes;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      // Closed since it was listed.
      return "";
    }
  }

  /** Words of 32 bits, each in the machine's order, which is little-endian where this runs. */
  private static InetAddress address(String hex) throws UnknownHostException {
    byte[] told = HexFormat.of().parseHex(hex);
    byte[] address = new byte[told.length];
    for (int i = 0; i < told.length; i++) {
      address[i] = told[i / 4 * 4 + 3 - i % 4];
    }
    return InetAddress.getByAddress(address);
  }
}
