package com.eventbuspro.transform.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultSnapshotsTest {
  private static final String PIPELINE = "mine";
  private static final TableIdentifier NAME = TableIdentifier.of("tests", "result");
  private static final Instant LATER = Instant.now().plusSeconds(3600);
  private static final int ALL = 1000;

  private final InMemoryCatalog catalog = new InMemoryCatalog();

  @BeforeEach
  void makeTable() {
    catalog.initialize("lake", Map.of());
    catalog.createNamespace(Namespace.of("tests"));
    var unused =
        catalog
            .buildTable(
                NAME, new Schema(Types.NestedField.required(1, "number", Types.LongType.get())))
            .withProperty(TableOwner.PROPERTY, PIPELINE)
            .create();
  }

  @Test
  void onlyTheNewestAreKeptOfAJobThatNobodyGoesOnFrom() {
    commit("ended", 1, 4);
    commit("running", 1, 6);
    assertThat(expire(2, ALL, Set.of("running"))).isEqualTo(8);
    assertThat(history()).containsExactly("running 6", "running 5");
  }

  @Test
  void theSinkFindsWhatAJobCommittedLastThatMayBeRestored() {
    commit("restored", 1, 4);
    commit("running", 1, 6);
    assertThat(expire(2, ALL, Set.of("running", "restored"))).isEqualTo(3);
    assertThat(history()).hasSize(7).last().isEqualTo("restored 4");
    assertThat(expire(2, ALL, Set.of("running", "restored"))).isZero();
  }

  @Test
  void whatSomebodyElseCommittedSinceDoesNotHideIt() {
    commit("restored", 1, 2);
    for (int i = 0; i < 5; i++) {
      table().newAppend().commit();
    }
    assertThat(expire(2, ALL, Set.of("restored"))).isEqualTo(1);
    assertThat(history()).hasSize(6).last().isEqualTo("restored 2");
  }

  @Test
  void whatIsPinnedStaysAndWhatIsYoungToo() {
    commit("running", 1, 3);
    long pinned = table().currentSnapshot().snapshotId();
    table().manageSnapshots().createTag("event-bus.pin.somebody", pinned).commit();
    commit("running", 4, 9);
    assertThat(
            new ResultSnapshots(2, ALL).expire(PIPELINE, this::table, Instant.EPOCH, job -> false))
        .isZero();
    assertThat(expire(2, ALL, Set.of())).isEqualTo(6);
    assertThat(table().snapshot(pinned)).isNotNull();
    assertThat(history()).containsExactly("running 9", "running 8");
  }

  @Test
  void muchIsExpiredBitByBit() {
    for (int i = 1; i <= 8; i++) {
      long before = System.currentTimeMillis();
      commit("running", i, i);
      // Each in a millisecond of its own, since times are what it goes by.
      while (System.currentTimeMillis() <= before + 1) {
        Thread.onSpinWait();
      }
    }
    assertThat(expire(2, 4, Set.of("running"))).isEqualTo(4);
    assertThat(expire(2, 4, Set.of("running"))).isEqualTo(2);
    assertThat(history()).containsExactly("running 8", "running 7");
  }

  @Test
  void anothersTableIsLeftAlone() {
    commit("running", 1, 5);
    assertThat(new ResultSnapshots(1, ALL).expire("other", this::table, LATER, job -> false))
        .isZero();
    assertThat(history()).hasSize(5);
  }

  private int expire(int newest, int atOnce, Set<String> restorable) {
    return new ResultSnapshots(newest, atOnce)
        .expire(PIPELINE, this::table, LATER, restorable::contains);
  }

  /** As Iceberg's sink does, without rows. */
  private void commit(String job, int from, int to) {
    for (int checkpoint = from; checkpoint <= to; checkpoint++) {
      AppendFiles append = table().newAppend();
      append.set("flink.job-id", job);
      append.set("flink.operator-id", "committer");
      append.set("flink.max-committed-checkpoint-id", Integer.toString(checkpoint));
      append.commit();
    }
  }

  /** What the sink meets, from the newest snapshot to parent after parent. */
  private List<String> history() {
    List<String> history = new ArrayList<>();
    Table table = table();
    Snapshot snapshot = table.currentSnapshot();
    while (snapshot != null) {
      Map<String, String> summary = snapshot.summary();
      history.add(
          summary.get("flink.job-id") + " " + summary.get("flink.max-committed-checkpoint-id"));
      Long parent = snapshot.parentId();
      snapshot = parent == null ? null : table.snapshot(parent);
    }
    return history;
  }

  private Table table() {
    return catalog.loadTable(NAME);
  }
}
