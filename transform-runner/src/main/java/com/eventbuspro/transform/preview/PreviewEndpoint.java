package com.eventbuspro.transform.preview;

import com.eventbuspro.transform.analysis.Refusals;
import com.eventbuspro.transform.http.Endpoint;
import com.eventbuspro.transform.http.Json;
import com.eventbuspro.transform.http.Request;
import com.eventbuspro.transform.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /v1/preview}. While it works it sends blank lines: whoever does not want the answer
 * any more closes the connection, and the next blank line finds out.
 */
public final class PreviewEndpoint implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(PreviewEndpoint.class);
  private static final Duration BEAT = Duration.ofMillis(500);
  private static final int OK = 200;
  private static final int WRONG_SQL = 422;

  private final Previews previews;

  /** Answers with these previews. */
  public PreviewEndpoint(Previews previews) {
    this.previews = previews;
  }

  @Override
  public void answer(Request request, Response response) throws IOException, InterruptedException {
    PreviewAnswer answer = Refusals.translated(() -> previews.start(request.json()));
    if (answer instanceof PreviewAnswer.Refused refused) {
      response.json(WRONG_SQL, refused.analysis().json());
    } else if (answer instanceof PreviewAnswer.Started started) {
      try (PreviewRun run = started.run();
          OutputStream out = response.begin(OK, "application/json")) {
        while (!run.await(BEAT)) {
          out.write('\n');
          out.flush();
        }
        out.write(Json.MAPPER.writeValueAsBytes(result(run)));
      }
    }
  }

  /** Once the answer has begun, its end can only be told as part of it. */
  private static ObjectNode result(PreviewRun run) {
    try {
      return run.result();
    } catch (CompletionException e) {
      LOG.error("A preview broke", e.getCause());
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.putArray("columns");
      json.putArray("rows");
      json.putNull("changes");
      json.putObject("source_rows");
      json.put("complete", false).put("elapsed_ms", 0);
      json.putObject("error")
          .put("message", "The preview broke off; it is not your fault")
          .put("suggestion", "Try again; the log of the transform-runner has the cause");
      return json;
    }
  }
}
