package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.web.Cursor;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The catalog, to be searched and read. {@link EventTypeChanges} changes it. */
@Service
public class EventTypes {
  private final EventTypeRepository eventTypes;
  private final EventTypeViews views;

  EventTypes(EventTypeRepository eventTypes, EventTypeViews views) {
    this.eventTypes = eventTypes;
    this.views = views;
  }

  /**
   * What to look for; an empty text lets everything through.
   *
   * @param text part of the name or the description, in any case
   * @param owner the team
   */
  public record Search(String text, String owner) {
    public Search {
      text = text.toLowerCase(Locale.ROOT).strip();
    }
  }

  /** A page of event types by name, without their schemas. */
  @Transactional(readOnly = true)
  public Page<EventType> search(Search search, PageRequest request) {
    Cursor cursor = Cursor.of("event-types", search);
    String after = request.cursor() == null ? "" : cursor.decode(request.cursor());
    List<EventTypeEntity> found =
        eventTypes.page(after, search.owner(), search.text(), Limit.of(request.limit() + 1));
    Page<EventTypeEntity> page =
        Page.of(found, request.limit(), last -> cursor.encode(last.name()));
    return new Page<>(views.brief(page.items()), page.next());
  }

  /**
   * One event type with its newest schema.
   *
   * @throws ApiException EVENT_TYPE_NOT_FOUND
   */
  @Transactional(readOnly = true)
  public EventType get(EventTypeName name) {
    return find(name).orElseThrow(() -> notFound(name));
  }

  /** One event type with its newest schema, if there is one of that name. */
  @Transactional(readOnly = true)
  public Optional<EventType> find(EventTypeName name) {
    return eventTypes.findByName(name.toString()).map(views::whole);
  }

  static ApiException notFound(EventTypeName name) {
    return new ApiException(
        ProblemCode.EVENT_TYPE_NOT_FOUND,
        "There is no event type '" + name + "'. Register it with POST /api/event-types");
  }
}
