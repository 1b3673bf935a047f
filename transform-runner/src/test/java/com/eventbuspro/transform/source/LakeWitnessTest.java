package com.eventbuspro.transform.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.StreamRecord;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LakeWitnessTest {
  private final LakeWitness witness = new LakeWitness(Scene::lake, Scene.NAME);
  private Scene scene;
  private ShardId shard;

  @BeforeEach
  void publish() {
    scene = new Scene(1);
    shard = Scene.streams.shards(Scene.STREAM).get(0).id();
    scene.publish(0, 10);
    scene.capture();
  }

  @Test
  void whatTheLakeHasNotSeenWasNotThere() {
    scene.publish(10, 11);

    assertThat(hasBetween(9, 10)).isFalse();
  }

  @Test
  void whatTheLakeHasNextWasNext() {
    scene.publish(10, 12);
    scene.capture();
    scene.publish(12, 13);
    scene.capture();

    assertThat(hasBetween(9, 10)).isFalse();
    assertThat(hasBetween(11, 12)).isFalse();
  }

  @Test
  void whatTheLakeHasBetweenIsMissing() {
    scene.publish(10, 12);
    scene.capture();
    scene.publish(12, 13);

    assertThat(hasBetween(9, 11)).isTrue();
    assertThat(hasBetween(9, 12)).isTrue();
    assertThat(hasBetween(11, 12)).isFalse();
  }

  @Test
  void wherePositionsBetweenCommitsAreAskedForNobodyKnows() {
    scene.publish(10, 12);
    scene.capture();

    assertThat(hasBetween(10, 11)).isTrue();
  }

  private boolean hasBetween(int position, int next) {
    List<StreamRecord> records =
        Scene.streams.read(Scene.STREAM, shard, ReadFrom.beginning()).next().records();
    return witness.hasBetween(
        shard, Position.after(records.get(position).sequence()), records.get(next).sequence());
  }
}
