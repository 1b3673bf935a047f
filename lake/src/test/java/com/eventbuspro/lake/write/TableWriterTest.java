package com.eventbuspro.lake.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.Schemas;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.FieldType.Primitive;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.Test;

class TableWriterTest {
  private static final ShardId ONE = Scene.shard(1);
  private static final ShardId TWO = Scene.shard(2);

  private final Scene scene = new Scene();

  @Test
  void beginsAtTheBeginningAndGoesOnWhereTheTableIs() {
    TableWriter writer = scene.open();
    assertThat(writer.position(ONE)).isEqualTo(Position.BEGINNING);
    Scene.addUpTo(writer, ONE, 5, Scene::everyFourth);

    CommitOutcome.Committed done = (CommitOutcome.Committed) writer.commit();

    assertThat(done.rows()).isEqualTo(4);
    assertThat(done.quarantined()).isEqualTo(1);
    assertThat(done.quarantineBehind()).isZero();
    assertThat(done.bytes()).isPositive();
    assertThat(done.snapshotId())
        .isEqualTo(scene.catalog.load(Scene.NAME).currentSnapshot().snapshotId());
    assertThat(scene.open().position(ONE)).isEqualTo(Position.after(Scene.sequence(4)));
    assertThat(writer.commit()).isInstanceOf(CommitOutcome.Nothing.class);
  }

  @Test
  void skipsWhatIsDeliveredAgain() {
    TableWriter writer = scene.open();
    Scene.addUpTo(writer, ONE, 110, Scene::everyFourth);
    for (int record = 90; record < 105; record++) {
      Scene.add(writer, ONE, record, Scene::everyFourth);
    }
    writer.commit();
    Scene.add(writer, ONE, 50, Scene::everyFourth);
    assertThat(writer.commit()).isInstanceOf(CommitOutcome.Nothing.class);

    scene.assertExactlyOnce(Map.of(ONE, 110));
  }

  @Test
  void everySnapshotCarriesEveryShard() {
    TableWriter writer = scene.open();
    Scene.addUpTo(writer, ONE, 5, record -> false);
    writer.advance(TWO, Position.ENDED);
    writer.commit();
    Scene.addUpTo(writer, ONE, 8, record -> false);
    writer.commit();

    Table table = scene.catalog.load(Scene.NAME);
    assertThat(table.currentSnapshot().summary())
        .containsEntry("event-bus.position." + ONE, Scene.sequence(7))
        .containsEntry("event-bus.position." + TWO, "ended")
        .containsKey("event-bus.commit-id");
    table.expireSnapshots().expireOlderThan(System.currentTimeMillis() + 1).retainLast(1).commit();
    assertThat(scene.open().positions()).isEqualTo(writer.positions());
  }

  @Test
  void anEndedShardTakesNoMore() {
    TableWriter writer = scene.open();
    writer.advance(ONE, Position.ENDED);
    Scene.add(writer, ONE, 1, record -> false);
    writer.commit();

    assertThat(Scene.keys(scene.catalog.load(Scene.NAME))).isEmpty();
    assertThat(writer.position(ONE)).isEqualTo(Position.ENDED);
  }

  @Test
  void passesOverOtherEnginesSnapshots() {
    TableWriter writer = scene.open();
    Scene.addUpTo(writer, ONE, 5, record -> false);
    writer.commit();
    compact();

    Scene.addUpTo(writer, ONE, 8, record -> false);
    assertThat(writer.commit()).isInstanceOf(CommitOutcome.Committed.class);
    compact();

    assertThat(Scene.covered(scene.open().position(ONE))).isEqualTo(8);
    scene.assertExactlyOnce(Map.of(ONE, 8));
  }

  @Test
  void refusesToGuessWhenThePositionsWereExpired() {
    TableWriter writer = scene.open();
    Scene.addUpTo(writer, ONE, 5, record -> false);
    writer.commit();
    compact();
    scene
        .catalog
        .load(Scene.NAME)
        .expireSnapshots()
        .expireOlderThan(System.currentTimeMillis() + 1)
        .retainLast(1)
        .commit();

    assertThatThrownBy(scene::open)
        .isInstanceOfSatisfying(
            LakeException.class,
            e -> assertThat(e.code()).isEqualTo(LakeException.Code.POSITIONS_LOST));
  }

  @Test
  void losesWhenAnOperatorRollsTheTableBack() {
    TableWriter writer = scene.open();
    Scene.addUpTo(writer, ONE, 5, record -> false);
    long first = ((CommitOutcome.Committed) writer.commit()).snapshotId();
    Scene.addUpTo(writer, ONE, 8, record -> false);
    writer.commit();
    Scene.addUpTo(writer, ONE, 12, record -> false);
    scene.catalog.load(Scene.NAME).manageSnapshots().rollbackTo(first).commit();

    CommitOutcome outcome = writer.commit();

    assertThat(outcome).isInstanceOf(CommitOutcome.Lost.class);
    assertThat(Scene.covered(outcome.positions().get(ONE))).isEqualTo(5);
    Scene.addUpTo(writer, ONE, 12, record -> false);
    writer.commit();
    scene.assertExactlyOnce(Map.of(ONE, 12));
  }

  @Test
  void aTableMadeAnewIsNotTheSameTable() {
    TableWriter writer = scene.open();
    Scene.addUpTo(writer, ONE, 5, record -> false);
    writer.commit();
    Scene.addUpTo(writer, ONE, 8, record -> false);
    scene.catalog.iceberg().dropTable(LakeCatalog.eventTable(Scene.NAME), false);
    create(Scene.V1);

    assertCommitFails(writer, LakeException.Code.TABLE_REPLACED);
    assertCommitFails(writer, LakeException.Code.TABLE_REPLACED);
    TableWriter anew = scene.open();
    assertThat(anew.tableUuid()).isNotEqualTo(writer.tableUuid());
    assertThat(anew.position(ONE)).isEqualTo(Position.BEGINNING);
    Scene.addUpTo(anew, ONE, 8, record -> false);
    anew.commit();
    assertThat(Scene.keys(scene.catalog.load(Scene.NAME))).hasSize(8);
  }

  @Test
  void aTableThatWasDroppedIsMissingUntilItIsMadeAnew() {
    TableWriter writer = scene.open();
    Scene.addUpTo(writer, ONE, 5, record -> false);
    scene.catalog.iceberg().dropTable(LakeCatalog.eventTable(Scene.NAME), false);
    assertCommitFails(writer, LakeException.Code.TABLE_MISSING);
    assertCommitFails(writer, LakeException.Code.TABLE_MISSING);
    create(Scene.V1);
    assertCommitFails(writer, LakeException.Code.TABLE_REPLACED);
  }

  @Test
  void refusesATableOfSomebodyElse() {
    scene.catalog.load(Scene.NAME).updateProperties().remove("event-bus.event-type").commit();

    assertThatThrownBy(scene::open)
        .isInstanceOfSatisfying(
            LakeException.class, e -> assertThat(e.code()).isEqualTo(LakeException.Code.NOT_OURS));
  }

  @Test
  void writesOldAndNewVersionsSideBySide() throws Exception {
    EventSchema v2 =
        Schemas.version(
            2,
            Schemas.optional("words", Primitive.STRING, "text"),
            Schemas.required("n", Primitive.LONG),
            Schemas.optional("more", Primitive.DOUBLE));
    TableWriter writer = scene.open();
    Scene.addUpTo(writer, ONE, 2, record -> false);
    assertThatThrownBy(() -> writer.append(ONE, Scene.sequence(2), 0, event(2, "w", 7L, 1.5)))
        .isInstanceOfSatisfying(
            LakeException.class,
            e -> assertThat(e.code()).isEqualTo(LakeException.Code.SCHEMA_BEHIND));
    new LakeTables(scene.catalog).evolve(spec(Scene.V1, v2));
    Scene.add(writer, ONE, 2, record -> false);

    writer.useSchemas(List.of(Scene.V1, v2));
    writer.append(ONE, Scene.sequence(3), 0, event(2, "w", 7_000_000_000L, 1.5));
    writer.countRead(ONE, Scene.sequence(3), 0);
    Scene.add(writer, ONE, 4, record -> false);
    writer.commit();

    scene.assertExactlyOnce(Map.of(ONE, 5));
    Set<String> rows = new HashSet<>();
    try (var records = IcebergGenerics.read(scene.catalog.load(Scene.NAME)).build()) {
      for (Record row : records) {
        rows.add(row.getField("n") + "/" + row.getField("words") + "/" + row.getField("more"));
      }
    }
    assertThat(rows)
        .containsExactlyInAnyOrder(
            "0/text/null", "1/text/null", "2/text/null", "7000000000/w/1.5", "4/text/null");
  }

  @Test
  void aNullInARequiredColumnIsRefusedBeforeItHarmsTheFile() {
    TableWriter writer = scene.open();
    Scene.addUpTo(writer, ONE, 2, record -> false);

    assertThatThrownBy(() -> writer.append(ONE, Scene.sequence(2), 0, event(1, null, "text")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("n");

    Scene.addUpTo(writer, ONE, 4, record -> false);
    writer.commit();
    scene.assertExactlyOnce(Map.of(ONE, 4));
  }

  @Test
  void spillingFreesMemoryAndCommitsAllTheSame() {
    TableWriter writer = scene.open();
    Scene.addUpTo(writer, ONE, 50, Scene::everyFourth);
    assertThat(writer.bufferedBytes()).isPositive();

    writer.spill();

    assertThat(writer.bufferedBytes()).isZero();
    Scene.addUpTo(writer, ONE, 60, Scene::everyFourth);
    assertThat(((CommitOutcome.Committed) writer.commit()).files()).isGreaterThanOrEqualTo(6);
    scene.assertExactlyOnce(Map.of(ONE, 60));
  }

  @Test
  void abortingAndClosingLeaveNoFiles() {
    TableWriter writer = scene.open();
    Scene.addUpTo(writer, ONE, 50, Scene::everyFourth);
    writer.spill();
    Scene.addUpTo(writer, ONE, 60, Scene::everyFourth);
    writer.abort();
    assertThat(scene.dataFiles()).isZero();
    assertThat(writer.position(ONE)).isEqualTo(Position.BEGINNING);

    Scene.addUpTo(writer, ONE, 10, Scene::everyFourth);
    writer.close();
    assertThat(scene.dataFiles()).isZero();
  }

  static void assertCommitFails(TableWriter writer, LakeException.Code code) {
    assertThatThrownBy(writer::commit)
        .isInstanceOfSatisfying(LakeException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static Decoded.Event event(int version, Object... values) {
    return new Decoded.Event("id", 0, "/source", version, values, "{\"x\":1}");
  }

  /** As another engine would: the same rows in another snapshot, which says no positions. */
  private void compact() {
    Table table = scene.catalog.load(Scene.NAME);
    List<DataFile> files = Scene.added(table);
    if (files.isEmpty()) {
      return;
    }
    var rewrite = table.newRewrite().validateFromSnapshot(table.currentSnapshot().snapshotId());
    rewrite.deleteFile(files.get(0));
    rewrite.addFile(Scene.copyOf(table, files.get(0)));
    rewrite.commit();
  }

  private void create(EventSchema... versions) {
    new LakeTables(scene.catalog).create(spec(versions));
  }

  private static TableSpec spec(EventSchema... versions) {
    return new TableSpec(Scene.NAME, new TeamName("testers"), List.of(versions));
  }
}
