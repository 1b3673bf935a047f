package com.eventbuspro.lake.write;

import java.io.IOException;
import java.util.Set;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/** Files whose every use may fail. */
final class FaultyIo implements FileIO {
  private static final long serialVersionUID = 1L;

  private final transient FileIO inner;
  private final transient Faults faults;
  private final transient Set<String> files;

  FaultyIo(FileIO inner, Faults faults, Set<String> files) {
    this.inner = inner;
    this.faults = faults;
    this.files = files;
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
          files.add(path);
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

  private void delete(String path) {
    files.remove(path);
    inner.deleteFile(path);
  }
}
