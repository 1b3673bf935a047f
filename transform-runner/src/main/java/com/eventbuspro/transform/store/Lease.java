package com.eventbuspro.transform.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to act on pipelines: one runner of an environment has it. Whatever is written about
 * pipelines is written in a transaction that makes sure of it.
 */
public final class Lease {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private static final int MARGIN = 4;

  private final DataSource database;
  private final String holder;
  private final Duration life;
  private volatile long heldUntilNanos;
  private volatile boolean held;
  private volatile long number;

  /**
   * Not held yet.
   *
   * @param holder who asks
   * @param life for how long it is had without being renewed
   */
  public Lease(DataSource database, String holder, Duration life) {
    this.database = database;
    this.holder = holder;
    this.life = life;
  }

  /**
   * Asks for it, or for more time with it.
   *
   * @return whether it is held now
   * @throws StoreException if the database does not answer: it is held for as long as it was
   */
  public boolean renew() {
    long asked = System.nanoTime();
    String gone = whoeverIsGone();
    List<Long> numbers =
        Sql.transaction(
            database,
            "renew the lease",
            connection ->
                Sql.query(
                    connection,
                    """
                    INSERT INTO transform_runner_lease AS l (id, holder, expires_at, number)
                    VALUES (true, ?, now() + make_interval(secs => ?),
                            (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
                    ON CONFLICT (id) DO UPDATE
                    SET holder = excluded.holder, expires_at = excluded.expires_at,
                        number = CASE WHEN l.holder = excluded.holder THEN l.number
                                      ELSE greatest(l.number + 1, excluded.number) END
                    WHERE l.holder = excluded.holder OR l.expires_at < now() OR l.holder = ?
                    RETURNING l.number
                    """,
                    row -> row.getLong(1),
                    holder,
                    (double) life.toSeconds(),
                    gone));
    boolean had = !numbers.isEmpty();
    if (had != held) {
      LOG.info(had ? "Holds the lease" : "Another transform-runner holds the lease");
    }
    // Some time before it ends for others: what runs here must have ended by then.
    numbers.forEach(own -> number = own);
    heldUntilNanos = asked + life.minus(life.dividedBy(MARGIN)).toNanos();
    held = had;
    return had;
  }

  /** Whether it is certainly held at this moment. */
  public boolean isHeld() {
    return held && heldUntilNanos - System.nanoTime() > 0;
  }

  /**
   * Makes sure that it is held at this moment, without asking the database.
   *
   * @throws LeaseLostException if it may not be
   */
  public void requireHeld() {
    if (!isHeld()) {
      throw new LeaseLostException();
    }
  }

  /** Under which it is, or was last, held: whoever has it later has a greater one. */
  public long number() {
    return number;
  }

  /** Gives it up, so that another runner need not wait. */
  public void release() {
    held = false;
    var unused =
        Sql.transaction(
            database,
            "give up the lease",
            connection ->
                Sql.update(
                    connection, "DELETE FROM transform_runner_lease WHERE holder = ?", holder));
  }

  /**
   * Does something in a transaction for as long as the lease is held.
   *
   * @throws LeaseLostException if it is not; nothing was done then
   */
  <T> T fenced(String what, Sql.Work<T> work) {
    return Sql.transaction(
        database,
        what,
        connection -> {
          require(connection);
          return work.in(connection);
        });
  }

  private void require(Connection connection) throws SQLException {
    List<Integer> mine =
        Sql.query(
            connection,
            """
            SELECT 1 FROM transform_runner_lease WHERE holder = ? AND expires_at > now() FOR SHARE
            """,
            row -> row.getInt(1),
            holder);
    if (mine.isEmpty()) {
      held = false;
      throw new LeaseLostException();
    }
  }

  /** The holder, if it is a process of this machine that does not live any more. */
  private String whoeverIsGone() {
    return Sql.query(
            database,
            "read the lease",
            "SELECT holder FROM transform_runner_lease",
            row -> row.getString(1))
        .stream()
        .filter(ProcessName::isGone)
        .findFirst()
        .orElse(holder);
  }
}
