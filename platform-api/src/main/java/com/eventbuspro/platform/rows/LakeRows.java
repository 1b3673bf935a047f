package com.eventbuspro.platform.rows;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.maintain.Retention;
import com.eventbuspro.lake.read.LakeReader;
import com.eventbuspro.lake.read.RowKey;
import com.eventbuspro.lake.read.RowPage;
import com.eventbuspro.lake.read.TableStats;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.eventtype.Condition;
import com.eventbuspro.platform.eventtype.Contracts;
import com.eventbuspro.platform.eventtype.Deletion;
import com.eventbuspro.platform.eventtype.EventTypes;
import com.eventbuspro.platform.eventtype.OldRows;
import com.eventbuspro.platform.eventtype.PersonalData;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.Caller;
import com.eventbuspro.platform.web.Cursor;
import com.eventbuspro.platform.web.PageRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what the lake keeps of event types. A table that was not made yet has no rows; one that was
 * made and is gone is trouble, and said so.
 */
@Service
public class LakeRows implements OldRows {
  private static final Logger LOG = LoggerFactory.getLogger(LakeRows.class);
  // Its own, since rows show their nulls where the rest of the API leaves them out.
  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectProvider<LakeCatalog> lake;
  private final EventTypes eventTypes;
  private final Contracts contracts;
  private final Clock clock;

  LakeRows(
      ObjectProvider<LakeCatalog> lake, EventTypes eventTypes, Contracts contracts, Clock clock) {
    this.lake = lake;
    this.clock = clock;
    this.eventTypes = eventTypes;
    this.contracts = contracts;
  }

  /**
   * The newest rows of an event type's table, as the caller may see them.
   *
   * @throws ApiException EVENT_TYPE_NOT_FOUND, INVALID_CURSOR, UNAVAILABLE
   */
  public Rows newest(EventTypeName name, PageRequest request, Caller caller) {
    PersonalData hidden = contracts.current(name).hiddenFrom(caller).orElse(null);
    Cursor cursor = Cursor.of("events", name);
    @Nullable RowKey before = key(cursor, request);
    return read(name, reader -> reader.newest(name, request.limit(), before))
        .map(page -> new Rows(items(page, hidden), next(cursor, page)))
        .orElse(Rows.NONE);
  }

  /**
   * Figures of an event type's table; empty while it is not made.
   *
   * @throws ApiException EVENT_TYPE_NOT_FOUND, UNAVAILABLE
   */
  public Optional<TableStats> stats(EventTypeName name) {
    return read(name, reader -> reader.stats(name));
  }

  /**
   * How many rows arrived on each day (UTC) that has any; empty while the table is not made.
   *
   * @throws ApiException EVENT_TYPE_NOT_FOUND, UNAVAILABLE
   */
  public SortedMap<LocalDate, Long> rowsPerDay(EventTypeName name) {
    return read(name, reader -> reader.rowsPerDay(name)).orElseGet(TreeMap::new);
  }

  @Override
  public Deletion beyond(EventTypeName name, int retentionDays) {
    LocalDate firstKept = Retention.firstKept(clock.instant(), retentionDays);
    return read(name, reader -> deletion(name, firstKept))
        .orElse(new Deletion(firstKept, 0, 0, 0, 0));
  }

  private Deletion deletion(EventTypeName name, LocalDate firstKept) {
    LakeCatalog catalog = lake.getObject();
    Retention.Past events = Retention.before(catalog, name, firstKept);
    Retention.Past rejected = Retention.rejectedBefore(catalog, name, firstKept);
    return new Deletion(
        firstKept,
        Math.max(events.days(), rejected.days()),
        events.rows(),
        rejected.rows(),
        events.bytes() + rejected.bytes());
  }

  /**
   * Hands over the rows of a table, oldest commit first, as the caller may see them.
   *
   * @param limit the most rows
   * @throws ApiException EVENT_TYPE_NOT_FOUND, UNAVAILABLE
   */
  public void export(EventTypeName name, int limit, Caller caller, Consumer<JsonNode> consumer) {
    PersonalData hidden = contracts.current(name).hiddenFrom(caller).orElse(null);
    read(
        name,
        reader -> {
          RowLimit rows = new RowLimit(limit, row -> consumer.accept(shown(row, hidden)));
          try {
            reader.forEach(name, rows);
          } catch (RowLimit.Reached e) {
            LOG.debug("An export of {} ended at its limit of {} rows", name, limit);
          }
          return rows;
        });
  }

  /**
   * Asks the lake about an event type; empty while its tables are not made.
   *
   * @throws ApiException EVENT_TYPE_NOT_FOUND, UNAVAILABLE
   */
  public <T> Optional<T> read(EventTypeName name, Function<LakeReader, T> work) {
    List<Condition> conditions = eventTypes.get(name).conditions();
    try {
      return Optional.of(work.apply(new LakeReader(lake.getObject())));
    } catch (LakeException e) {
      if (e.code() == LakeException.Code.TABLE_MISSING && !isTableReady(conditions)) {
        return Optional.empty();
      }
      throw unavailable(name, e);
    } catch (BeansException e) {
      throw unavailable(name, e);
    }
  }

  private static boolean isTableReady(List<Condition> conditions) {
    return conditions.stream()
        .anyMatch(c -> c.type().equals("TableReady") && c.status() == Condition.Status.TRUE);
  }

  private static ApiException unavailable(EventTypeName name, RuntimeException e) {
    LOG.warn("The table of {} could not be read; the caller is asked to try again", name, e);
    return ApiException.retryLater(
        ProblemCode.UNAVAILABLE,
        "The table of '" + name + "' cannot be read at the moment. Its conditions may say why",
        Duration.ofSeconds(2));
  }

  private static @Nullable RowKey key(Cursor cursor, PageRequest request) {
    return request.cursor() == null ? null : cursor.decode(request.cursor(), RowKey::decode);
  }

  private static @Nullable String next(Cursor cursor, RowPage page) {
    return page.next() == null ? null : cursor.encode(page.next().encode());
  }

  private static List<JsonNode> items(RowPage page, @Nullable PersonalData hidden) {
    return page.rows().stream().map(row -> shown(row, hidden)).toList();
  }

  private static JsonNode shown(Map<String, @Nullable Object> row, @Nullable PersonalData hidden) {
    JsonNode whole = JSON.valueToTree(row);
    return hidden == null ? whole : hidden.row(whole);
  }
}
