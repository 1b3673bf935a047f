package com.eventbuspro.platform.web;

import com.eventbuspro.platform.problem.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted.
 *
 * @param cursor the {@code next} of the part before; null for the first
 * @param limit the most items, 1 to 1,000
 */
public record PageRequest(@Nullable String cursor, int limit) {
  /** The most items of a page. */
  public static final int MAX = 1000;

  /** Items of a page when nothing is said. */
  public static final String DEFAULT = "50";

  public PageRequest {
    if (limit < 1 || limit > MAX) {
      throw ApiException.parameter("limit", "limit is from 1 to " + MAX + ", not " + limit);
    }
    cursor = cursor == null || cursor.isEmpty() ? null : cursor;
  }

  /** The first part of a list. */
  public static PageRequest first(int limit) {
    return new PageRequest(null, limit);
  }
}
