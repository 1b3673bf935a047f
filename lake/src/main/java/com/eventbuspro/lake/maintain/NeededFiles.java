package com.eventbuspro.lake.maintain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/** Every file that a table's metadata names, in any snapshot that it keeps. */
final class NeededFiles {
  private NeededFiles() {}

  static KnownPaths of(Table table, Pace pace) {
    KnownPaths paths = new KnownPaths();
    ReachableFileUtil.metadataFileLocations(table, false).forEach(paths::add);
    ReachableFileUtil.statisticsFilesLocations(table).forEach(paths::add);
    Set<String> read = new HashSet<>();
    for (Snapshot snapshot : table.snapshots()) {
      if (snapshot.manifestListLocation() != null) {
        paths.add(snapshot.manifestListLocation());
      }
      for (ManifestFile manifest : snapshot.allManifests(table.io())) {
        if (read.add(manifest.path())) {
          paths.add(manifest.path());
          addFiles(table, manifest, paths);
        }
      }
      pace.step();
    }
    return paths;
  }

  private static void addFiles(Table table, ManifestFile manifest, KnownPaths paths) {
    try {
      if (manifest.content() == ManifestContent.DATA) {
        try (CloseableIterable<String> files =
            ManifestFiles.readPaths(manifest, table.io(), table.specs())) {
          files.forEach(paths::add);
        }
      } else {
        try (var files = ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs())) {
          files.forEach(file -> paths.add(file.location()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + manifest.path(), e);
    }
  }
}
