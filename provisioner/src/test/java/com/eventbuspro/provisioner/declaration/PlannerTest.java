package com.eventbuspro.provisioner.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.Environment;
import com.eventbuspro.provisioner.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
class PlannerTest {
  private Planner planner;

  @BeforeEach
  void setUp(TestDatabase database) {
    planner =
        new Planner(
            database.jdbc(),
            database.transactions(),
            new Names(new Environment("test")),
            "lake-bucket",
            Clock.systemUTC());
  }

  @Test
  void plansARoleAStreamAndATableForEachEventTypeAndOneBucket(TestDatabase database) {
    database.register("shop.order_placed", 1, 24, "{}");
    planner.planPlatform();
    assertThat(planner.planEventTypes()).isEqualTo(1);
    assertThat(rows(database))
        .containsExactly(
            "bucket:lake BUCKET platform lake-bucket 1",
            "role:shop.order_placed ROLE shop ebp-test-producer-shop.order_placed 1",
            "stream:shop.order_placed STREAM shop ebp-test-shop.order_placed 1",
            "table:shop.order_placed TABLE shop shop.order_placed 1");
    assertThat(conditions(database))
        .containsExactly("AccessReady UNKNOWN", "StreamReady UNKNOWN", "TableReady UNKNOWN");
  }

  @Test
  void planningAgainChangesNothing(TestDatabase database) {
    database.register("shop.order_placed", 1, 24, "{}");
    planner.planPlatform();
    planner.planEventTypes();
    planner.planPlatform();
    assertThat(planner.planEventTypes()).isZero();
    assertThat(rows(database)).hasSize(4);
  }

  @Test
  void aHundredChangesBecomeOnePlan(TestDatabase database) {
    database.register("shop.order_placed", 1, 24, "{}");
    planner.planEventTypes();
    IntStream.range(0, 100).forEach(i -> database.redeclare("shop.order_placed", 2, 24));
    assertThat(planner.planEventTypes()).isEqualTo(1);
    assertThat(rows(database)).allMatch(row -> row.endsWith(" 101"));
  }

  @Test
  void plansMoreThanOneBatch(TestDatabase database) {
    database.execute(
        """
        INSERT INTO event_type (name, owner, description, created_at, created_by, modified_at,
          modified_by)
        SELECT 'many.n' || n, 'shop', '', now(), 't', now(), 't' FROM generate_series(1, 450) n
        """);
    assertThat(planner.planEventTypes()).isEqualTo(450);
    assertThat(rows(database)).hasSize(1350);
  }

  private static List<String> rows(TestDatabase database) {
    return database
        .jdbc()
        .sql(
            """
            SELECT concat_ws(' ', id, kind, owner, external_name, desired_generation)
            FROM resource ORDER BY id
            """)
        .query(String.class)
        .list();
  }

  private static List<String> conditions(TestDatabase database) {
    return database
        .jdbc()
        .sql("SELECT type || ' ' || status FROM event_type_condition ORDER BY type")
        .query(String.class)
        .list();
  }
}
