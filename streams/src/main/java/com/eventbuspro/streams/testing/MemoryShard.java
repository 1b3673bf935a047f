package com.eventbuspro.streams.testing;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.Shard;
import com.eventbuspro.streams.StreamRecord;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One shard of a {@link MemoryStream}. */
final class MemoryShard {
  private static final int MAX_RECORDS = 10_000;

  final ShardId id;
  final BigInteger from;
  final BigInteger to;
  private final List<ShardId> parents;
  private final List<StreamRecord> records = new ArrayList<>();
  private List<ShardId> children = List.of();
  private long trimmedTo;

  MemoryShard(ShardId id, List<ShardId> parents, BigInteger from, BigInteger to) {
    this.id = id;
    this.parents = parents;
    this.from = from;
    this.to = to;
  }

  /** How far one reader got. */
  static final class Cursor {
    private @Nullable ReadFrom start;
    private long after;

    Cursor(ReadFrom start) {
      this.start = start;
    }
  }

  Shard describe() {
    return new Shard(id, parents, isOpen() ? Shard.State.OPEN : Shard.State.CLOSED);
  }

  boolean isOpen() {
    return children.isEmpty();
  }

  boolean takes(BigInteger hash) {
    return hash.compareTo(from) >= 0 && hash.compareTo(to) < 0;
  }

  void append(String sequence, Entry entry, Instant now) {
    records.add(new StreamRecord(sequence, now, entry.partitionKey(), entry.data()));
  }

  void close(List<ShardId> newChildren) {
    children = newChildren;
  }

  void trim(String sequence) {
    trimmedTo = Math.max(trimmedTo, Long.parseLong(sequence));
    records.removeIf(record -> number(record) <= trimmedTo);
  }

  ReadBatch read(Cursor cursor, Instant now) {
    ReadBatch.Gap gap = start(cursor);
    List<StreamRecord> rest =
        records.stream().filter(record -> number(record) > cursor.after).toList();
    List<StreamRecord> read = rest.subList(0, Math.min(rest.size(), MAX_RECORDS));
    boolean all = read.size() == rest.size();
    if (!read.isEmpty()) {
      cursor.after = number(read.get(read.size() - 1));
    }
    Duration behind = all ? Duration.ZERO : Duration.between(rest.get(read.size()).arrival(), now);
    return new ReadBatch(
        read,
        behind.isNegative() ? Duration.ZERO : behind,
        all && !isOpen() ? ReadBatch.End.ENDED : ReadBatch.End.GOES_ON,
        gap);
  }

  private ReadBatch.Gap start(Cursor cursor) {
    ReadFrom start = cursor.start;
    if (start == null) {
      return ReadBatch.Gap.NONE;
    }
    cursor.start = null;
    if (start instanceof ReadFrom.AtTime at) {
      cursor.after =
          records.stream()
              .filter(record -> record.arrival().isBefore(at.time()))
              .mapToLong(MemoryShard::number)
              .max()
              .orElse(0);
    } else if (start instanceof ReadFrom.After position
        && position.position() instanceof Position.After last) {
      cursor.after = Long.parseLong(last.sequence());
      boolean expired = cursor.after <= trimmedTo && !records.isEmpty();
      return expired ? ReadBatch.Gap.POSSIBLE : ReadBatch.Gap.NONE;
    }
    return ReadBatch.Gap.NONE;
  }

  private static long number(StreamRecord record) {
    return Long.parseLong(record.sequence());
  }
}
