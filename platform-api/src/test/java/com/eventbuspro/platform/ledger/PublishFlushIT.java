package com.eventbuspro.platform.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What was published is added to the ledger once, whatever the database answers. */
class PublishFlushIT {
  private static final ShardId SHARD = new ShardId("shardId-000000000000");

  private final TestPlatform platform = TestPlatform.get();
  private final EventTypeName name = EventTypeName.parse(TestPlatform.newName());
  private final PublishCounts counts = new PublishCounts(Clock.systemUTC());
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final PublishFlush flush = flush(new FaultyDataSource(platform.database()));

  private enum Fault {
    BEFORE_THE_WORK,
    AFTER_THE_WORK
  }

  @Test
  void what_is_counted_between_flushes_adds_up() {
    publish(1, 10);
    flush.flush();
    publish(11, 20);
    publish(21, 25);
    flush.flush();
    flush.flush();
    assertThat(ledger()).isEqualTo("25 1..25");
  }

  @Test
  void a_flush_that_was_not_done_is_made_up_for() {
    publish(1, 10);
    faults.add(Fault.BEFORE_THE_WORK);
    flush.flush();
    publish(11, 20);
    flush.flush();
    assertThat(ledger()).isEqualTo("10 1..10");
    flush.flush();
    assertThat(ledger()).isEqualTo("20 1..20");
  }

  @Test
  void a_flush_whose_answer_was_lost_is_not_added_twice() {
    publish(1, 10);
    faults.add(Fault.AFTER_THE_WORK);
    faults.add(Fault.AFTER_THE_WORK);
    faults.add(Fault.BEFORE_THE_WORK);
    for (int i = 0; i < 4; i++) {
      flush.flush();
    }
    assertThat(faults).isEmpty();
    publish(11, 20);
    flush.flush();
    assertThat(ledger()).isEqualTo("20 1..20");
  }

  @Test
  void processes_add_to_the_same_hour() {
    publish(1, 10);
    flush.flush();
    PublishFlush other = flush(platform.database());
    publish(11, 20);
    other.flush();
    assertThat(ledger()).isEqualTo("20 1..20");
  }

  @Test
  void the_last_counts_are_added_when_the_platform_stops() {
    flush.start();
    publish(1, 10);
    flush.stop();
    assertThat(ledger()).isEqualTo("10 1..10");
    assertThat(flush.isRunning()).isFalse();
  }

  private PublishFlush flush(DataSource database) {
    return new PublishFlush(
        counts,
        JdbcClient.create(database),
        new TransactionTemplate(new JdbcTransactionManager(database)));
  }

  private void publish(int from, int to) {
    for (int sequence = from; sequence <= to; sequence++) {
      counts.add(
          name,
          List.of(new Entry("k", new byte[1])),
          List.of(new PublishOutcome.Accepted(SHARD, Integer.toString(sequence))));
    }
  }

  private String ledger() {
    return JdbcClient.create(platform.database())
        .sql(
            """
            SELECT sum(acknowledged) || ' ' || min(first_sequence) || '..' || max(last_sequence)
            FROM ledger_published WHERE event_type = :name
            """)
        .param("name", name.toString())
        .query(String.class)
        .single();
  }

  /** Fails commits as the test says. */
  private final class FaultyDataSource extends DelegatingDataSource {
    FaultyDataSource(DataSource target) {
      super(target);
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      return (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                Fault fault = method.getName().equals("commit") ? faults.poll() : null;
                if (fault == Fault.BEFORE_THE_WORK) {
                  throw new SQLException("Cut");
                }
                Object result;
                try {
                  result = method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
                if (fault == Fault.AFTER_THE_WORK) {
                  throw new SQLException("Cut");
                }
                return result;
              });
    }
  }
}
