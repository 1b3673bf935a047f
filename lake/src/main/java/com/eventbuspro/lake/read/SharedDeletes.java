package com.eventbuspro.lake.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.BaseDeleteLoader;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.util.StructLikeSet;

/**
 * Reads delete files once for all data files of one read: quarantine has many small data files a
 * day, and the same deletes apply to most of them.
 */
final class SharedDeletes extends BaseDeleteLoader {
  private final Map<Set<String>, StructLikeSet> read = new HashMap<>();

  SharedDeletes(FileIO io) {
    super(file -> io.newInputFile(file.location(), file.fileSizeInBytes()));
  }

  @Override
  public StructLikeSet loadEqualityDeletes(Iterable<DeleteFile> files, Schema columns) {
    List<DeleteFile> wanted = new ArrayList<>();
    files.forEach(wanted::add);
    Set<String> key =
        wanted.stream().map(DeleteFile::location).collect(Collectors.toUnmodifiableSet());
    StructLikeSet known = read.get(key);
    if (known == null) {
      known = super.loadEqualityDeletes(wanted, columns);
      read.put(key, known);
    }
    return known;
  }
}
