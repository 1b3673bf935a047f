package com.eventbuspro.lake.write;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;
import org.apache.iceberg.io.SupportsPrefixOperations;

/** Files whose every use may fail. */
final class FaultyIo implements SupportsPrefixOperations {
  private static final long serialVersionUID = 1L;

  private final transient FileIO inner;
  private final transient Faults faults;
  private final transient Map<String, FileInfo> files;
  private final transient Clock clock;

  FaultyIo(FileIO inner, Faults faults, Map<String, FileInfo> files, Clock clock) {
    this.inner = inner;
    this.faults = faults;
    this.files = files;
    this.clock = clock;
  }

  @Override
  public InputFile newInputFile(String path) {
    InputFile file = inner.newInputFile(path);
    return new InputFile() {
      @Override
      public long getLength() {
        return file.getLength();
      }

      @Override
      public SeekableInputStream newStream() {
        return faults.get("read " + path, file::newStream);
      }

      @Override
      public String location() {
        return path;
      }

      @Override
      public boolean exists() {
        return file.exists();
      }
    };
  }

  @Override
  public OutputFile newOutputFile(String path) {
    OutputFile file = inner.newOutputFile(path);
    return new OutputFile() {
      @Override
      public PositionOutputStream create() {
        return faults.get("create " + path, () -> closing(path, file.create()));
      }

      @Override
      public PositionOutputStream createOrOverwrite() {
        return faults.get("create " + path, () -> closing(path, file.createOrOverwrite()));
      }

      @Override
      public String location() {
        return path;
      }

      @Override
      public InputFile toInputFile() {
        return newInputFile(path);
      }
    };
  }

  private PositionOutputStream closing(String path, PositionOutputStream stream) {
    return new PositionOutputStream() {
      private boolean closed;

      @Override
      public long getPos() throws IOException {
        return stream.getPos();
      }

      @Override
      public long storedLength() throws IOException {
        return stream.storedLength();
      }

      @Override
      public void write(int b) throws IOException {
        stream.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        stream.write(bytes, offset, length);
      }

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          faults.run("write " + path, this::closeQuietly);
        }
      }

      private void closeQuietly() {
        try {
          stream.close();
          files.put(path, new FileInfo(path, stream.storedLength(), clock.millis()));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  @Override
  public void deleteFile(String path) {
    faults.run("delete " + path, () -> delete(path));
  }

  @Override
  public Iterable<FileInfo> listPrefix(String prefix) {
    return faults.get(
        "list " + prefix,
        () -> files.values().stream().filter(file -> file.location().startsWith(prefix)).toList());
  }

  @Override
  public void deletePrefix(String prefix) {
    throw new UnsupportedOperationException("Nobody should delete by prefix");
  }

  private void delete(String path) {
    files.remove(path);
    inner.deleteFile(path);
  }
}
