package com.eventbuspro.lake.maintain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A set of paths that takes eight bytes for each: their hashes. Two paths may have the same one;
 * then a path counts as known that is not, and an orphan stays.
 */
final class KnownPaths {
  private long[] hashes = new long[1024];
  private int size;
  private boolean sorted;

  void add(String path) {
    if (size == hashes.length) {
      compact();
      if (size > hashes.length / 2) {
        hashes = Arrays.copyOf(hashes, hashes.length * 2);
      }
    }
    hashes[size++] = hash(path);
    sorted = false;
  }

  boolean contains(String path) {
    if (!sorted) {
      compact();
    }
    return Arrays.binarySearch(hashes, 0, size, hash(path)) >= 0;
  }

  /** Sorts, and drops what is there twice: a file is in the manifests of many snapshots. */
  private void compact() {
    Arrays.sort(hashes, 0, size);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || hashes[i] != hashes[i - 1]) {
        hashes[kept++] = hashes[i];
      }
    }
    size = kept;
    sorted = true;
  }

  /** Of the path without the scheme, since {@code s3} and {@code s3a} name the same. FNV-1a. */
  private static long hash(String path) {
    int scheme = path.indexOf("://");
    String rest = scheme < 0 ? path : path.substring(scheme + 3);
    long hash = 0xcbf29ce484222325L;
    byte previous = 0;
    for (byte b : rest.getBytes(StandardCharsets.UTF_8)) {
      if (b != '/' || previous != '/') {
        hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
      }
      previous = b;
    }
    return hash;
  }
}
