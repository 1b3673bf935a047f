package com.eventbuspro.platform.resource;

import com.eventbuspro.platform.web.Cursor;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The inventory: what exists, for which event type and owner, in which condition. */
@Service
public class Resources {
  private final ResourceRepository resources;
  private final JsonMapper json;

  Resources(ResourceRepository resources, JsonMapper json) {
    this.resources = resources;
    this.json = json;
  }

  /**
   * What to look for; an empty text lets everything through.
   *
   * @param eventType the event type's name
   * @param owner the team
   * @param kind name of a {@link Resource.Kind}
   * @param state name of a {@link Resource.State}
   */
  public record Filter(String eventType, String owner, String kind, String state) {
    /** Everything that exists for one event type. */
    public static Filter of(String eventType) {
      return new Filter(eventType, "", "", "");
    }
  }

  /** A page of resources, by id. */
  @Transactional(readOnly = true)
  public Page<Resource> page(Filter filter, PageRequest request) {
    Cursor cursor = Cursor.of("resources", filter);
    List<Resource> found =
        resources
            .page(
                request.cursor() == null ? "" : cursor.decode(request.cursor()),
                filter.eventType(),
                filter.owner(),
                filter.kind(),
                filter.state(),
                Limit.of(request.limit() + 1))
            .stream()
            .map(r -> r.read(json))
            .toList();
    return Page.of(found, request.limit(), last -> cursor.encode(last.id()));
  }
}
