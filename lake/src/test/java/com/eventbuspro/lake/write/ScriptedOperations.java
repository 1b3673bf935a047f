package com.eventbuspro.lake.write;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/** A catalog that answers commits as it is told, and may be down altogether. */
final class ScriptedOperations implements TableOperations {

  /** What is shared by the operations of all tables. */
  static final class Script {
    private final Deque<Consumer<Runnable>> answers = new ArrayDeque<>();
    private boolean down;

    /** The next commit is answered so; the argument does the real work. */
    Script then(Consumer<Runnable> answer) {
      answers.add(answer);
      return this;
    }

    void down(boolean isDown) {
      down = isDown;
    }
  }

  private final TableOperations inner;
  private final Script script;

  ScriptedOperations(TableOperations inner, Script script) {
    this.inner = inner;
    this.script = script;
  }

  @Override
  public TableMetadata current() {
    return inner.current();
  }

  @Override
  public TableMetadata refresh() {
    requireUp();
    return inner.refresh();
  }

  @Override
  public void commit(TableMetadata base, TableMetadata metadata) {
    requireUp();
    Runnable work = () -> inner.commit(base, metadata);
    Consumer<Runnable> answer = script.answers.poll();
    if (answer == null) {
      work.run();
    } else {
      answer.accept(work);
    }
  }

  private void requireUp() {
    if (script.down) {
      throw new IllegalStateException("Connection refused");
    }
  }

  @Override
  public FileIO io() {
    return inner.io();
  }

  @Override
  public String metadataFileLocation(String fileName) {
    return inner.metadataFileLocation(fileName);
  }

  @Override
  public LocationProvider locationProvider() {
    return inner.locationProvider();
  }
}
