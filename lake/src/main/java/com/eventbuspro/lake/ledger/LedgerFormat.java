package com.eventbuspro.lake.ledger;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of a delta in a snapshot's summary. It is kept short, since Iceberg reads and writes the
 * summaries of all snapshots with every commit: zeros are left out, sequence numbers are in base
 * 36, a range is its length, and its end is left out where it is the position that the same summary
 * has anyway.
 *
 * <pre>
 * 1 previous hour entry;entry;…
 * cell:  shard:hours later:rows:rejected:discarded:unaccounted:last - first:last
 * gap:  !shard:hours later:after:before
 * </pre>
 */
final class LedgerFormat {
  private static final String VERSION = "1";
  private static final String SHARD = "shardId-";
  private static final int RADIX = 36;
  private static final int CELL_FIELDS = 8;
  private static final int GAP_FIELDS = 4;

  private LedgerFormat() {}

  static String encode(LedgerDelta delta, Map<ShardId, Position> positions) {
    long hour = firstHour(delta);
    List<String> entries = new ArrayList<>();
    delta.cells().forEach(cell -> entries.add(cell(cell, hour, positions)));
    delta.gaps().forEach(gap -> entries.add(gap(gap, hour)));
    return String.join(
        " ",
        VERSION,
        Long.toString(delta.previous()),
        Long.toString(hour),
        String.join(";", entries));
  }

  private static long firstHour(LedgerDelta delta) {
    long first = Long.MAX_VALUE;
    for (LedgerCell cell : delta.cells()) {
      first = Math.min(first, cell.hour());
    }
    for (LedgerGap gap : delta.gaps()) {
      first = Math.min(first, gap.hour());
    }
    return first == Long.MAX_VALUE ? 0 : first;
  }

  private static String cell(LedgerCell cell, long hour, Map<ShardId, Position> positions) {
    SequenceRange range = cell.range();
    String length = range == null ? "" : text(range.last().subtract(range.first()));
    String last = range == null || isPosition(range, cell.shard(), positions) ? "" : end(range);
    return trimmed(
        shard(cell.shard()),
        number(cell.hour() - hour),
        number(cell.rows()),
        number(cell.rejected()),
        number(cell.discarded()),
        number(cell.unaccounted()),
        length,
        last);
  }

  private static boolean isPosition(
      SequenceRange range, ShardId shard, Map<ShardId, Position> positions) {
    return positions.get(shard) instanceof Position.After after
        && after.sequence().equals(range.last().toString());
  }

  private static String gap(LedgerGap gap, long hour) {
    BigInteger before = gap.before();
    return trimmed(
        "!" + shard(gap.shard()),
        number(gap.hour() - hour),
        gap.after() instanceof Position.After after ? text(new BigInteger(after.sequence())) : "",
        before == null ? "" : text(before));
  }

  /** Fields, without the empty ones at the end. */
  private static String trimmed(String... fields) {
    int end = fields.length;
    while (end > 0 && fields[end - 1].isEmpty()) {
      end--;
    }
    return String.join(":", List.of(fields).subList(0, end));
  }

  /** Kinesis's own names by their number alone, others in full behind a tilde. */
  private static String shard(ShardId shard) {
    String text = shard.value();
    return text.matches(SHARD + "[0-9]{12}")
        ? Long.toString(Long.parseLong(text.substring(SHARD.length())))
        : "~" + text;
  }

  private static String number(long number) {
    return number == 0 ? "" : Long.toString(number);
  }

  private static String text(BigInteger number) {
    return number.toString(RADIX);
  }

  private static String end(SequenceRange range) {
    return text(range.last());
  }

  static LedgerDelta decode(String text, Map<ShardId, Position> positions) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 4 || !parts[0].equals(VERSION)) {
      throw new IllegalArgumentException("Not a ledger of a version known here: '" + text + "'");
    }
    long hour = Long.parseLong(parts[2]);
    List<LedgerCell> cells = new ArrayList<>();
    List<LedgerGap> gaps = new ArrayList<>();
    for (String entry : parts[3].isEmpty() ? new String[0] : parts[3].split(";", -1)) {
      if (entry.startsWith("!")) {
        gaps.add(readGap(fields(entry.substring(1), GAP_FIELDS), hour));
      } else {
        cells.add(readCell(fields(entry, CELL_FIELDS), hour, positions));
      }
    }
    return new LedgerDelta(Long.parseLong(parts[1]), cells, gaps);
  }

  private static String[] fields(String entry, int count) {
    String[] found = entry.split(":", -1);
    if (found.length > count) {
      throw new IllegalArgumentException("Not an entry of a ledger: '" + entry + "'");
    }
    String[] fields = new String[count];
    for (int i = 0; i < count; i++) {
      fields[i] = i < found.length ? found[i] : "";
    }
    return fields;
  }

  private static LedgerCell readCell(String[] fields, long hour, Map<ShardId, Position> positions) {
    ShardId shard = readShard(fields[0]);
    long rows = readNumber(fields[2]);
    long rejected = readNumber(fields[3]);
    long discarded = readNumber(fields[4]);
    long read = rows + rejected + discarded + readNumber(fields[5]);
    SequenceRange range =
        fields[6].isEmpty() ? null : readRange(fields[6], fields[7], positions.get(shard));
    return new LedgerCell(
        shard, hour + readNumber(fields[1]), read, rows, rejected, discarded, range);
  }

  private static SequenceRange readRange(String length, String end, @Nullable Position position) {
    BigInteger last;
    if (!end.isEmpty()) {
      last = new BigInteger(end, RADIX);
    } else if (position instanceof Position.After after) {
      last = new BigInteger(after.sequence());
    } else {
      throw new IllegalArgumentException("A ledger's range has no end");
    }
    return new SequenceRange(last.subtract(new BigInteger(length, RADIX)), last);
  }

  private static LedgerGap readGap(String[] fields, long hour) {
    return new LedgerGap(
        readShard(fields[0]),
        hour + readNumber(fields[1]),
        fields[2].isEmpty()
            ? Position.BEGINNING
            : Position.after(new BigInteger(fields[2], RADIX).toString()),
        fields[3].isEmpty() ? null : new BigInteger(fields[3], RADIX));
  }

  private static ShardId readShard(String text) {
    return new ShardId(
        text.startsWith("~") ? text.substring(1) : SHARD + "%012d".formatted(Long.parseLong(text)));
  }

  private static long readNumber(String text) {
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }
}
