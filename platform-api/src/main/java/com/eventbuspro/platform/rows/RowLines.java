package com.eventbuspro.platform.rows;

import com.eventbuspro.platform.problem.ApiException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows as newline-delimited JSON: one row per line, sent as they are found. */
public final class RowLines {
  /** The media type. */
  public static final String NDJSON = "application/x-ndjson";

  private static final JsonMapper JSON = new JsonMapper();

  private RowLines() {}

  /** Finds rows, and hands each to a consumer. */
  @FunctionalInterface
  public interface Source {
    void forEach(Consumer<JsonNode> row);
  }

  /** Answers with all rows of a source. An answer that is cut means that rows are missing. */
  public static void write(HttpServletResponse response, Source rows) throws IOException {
    response.setContentType(NDJSON);
    OutputStream out = response.getOutputStream();
    rows.forEach(
        row -> {
          try {
            out.write(JSON.writeValueAsBytes(row));
            out.write('\n');
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    out.flush();
  }

  /**
   * The limit, when it is one.
   *
   * @throws ApiException INVALID_PARAMETER
   */
  public static int checked(int limit, int most) {
    if (limit < 1 || limit > most) {
      throw ApiException.parameter("limit", "limit is from 1 to " + most + ", not " + limit);
    }
    return limit;
  }
}
