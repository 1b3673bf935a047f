package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.eventtype.PipelineImpact;
import com.eventbuspro.platform.problem.ApiException;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The transform-runner over its internal HTTP (docs/decisions/0014). Everything it sends is read
 * within limits of time and size; a request that is given up is cancelled there.
 */
@Component
@EnableConfigurationProperties(TransformSettings.class)
class HttpTransformRunner implements TransformRunner {
  private static final Logger LOG = LoggerFactory.getLogger(HttpTransformRunner.class);
  private static final Duration CONNECT_WAIT = Duration.ofSeconds(2);
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final int OK = 200;
  private static final int WRONG_SQL = 422;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_WAIT)
          .build();
  private final TransformSettings settings;
  private final RunnerJson json;

  HttpTransformRunner(TransformSettings settings, RunnerJson json) {
    this.settings = settings;
    this.json = json;
  }

  @Override
  public Analysis validate(
      String sql,
      @Nullable DestinationSpec destination,
      int stateHours,
      @Nullable PipelineName pipeline) {
    HttpResponse<byte[]> answer =
        ask(
            "/v1/validate",
            new ValidateQuestion(
                sql, null, destination, stateHours, pipeline == null ? null : pipeline.value()));
    if (answer.statusCode() != OK) {
      throw refused("/v1/validate", answer);
    }
    return read(answer, Analysis.class);
  }

  /**
   * What is asked of SQL.
   *
   * @param readable the event types that may be read; null, which must be said, for all
   */
  private record ValidateQuestion(
      String sql,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable List<String> readable,
      @Nullable DestinationSpec destination,
      int stateHours,
      @Nullable String pipeline) {}

  /** What is asked of a slice of history; otherwise as {@link ValidateQuestion}. */
  private record PreviewQuestion(
      String sql,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable List<String> readable,
      PreviewSlice slice,
      int limit,
      boolean unmasked) {}

  /** The answer of the transform-runner about a schema. */
  private record Impacts(List<Impact> pipelines) {
    private record Impact(
        String pipeline,
        int version,
        boolean breaks,
        List<SqlFault> faults,
        boolean changesOutput) {
      PipelineImpact read() {
        return new PipelineImpact(
            pipeline,
            version,
            breaks,
            faults == null ? List.of() : faults.stream().map(f -> f.at("/sql")).toList(),
            changesOutput);
      }
    }
  }

  @Override
  public List<PipelineImpact> impact(EventTypeName eventType, JsonNode document) {
    HttpResponse<byte[]> answer =
        ask("/v1/impact", Map.of("event_type", eventType.toString(), "document", document));
    if (answer.statusCode() != OK) {
      throw refused("/v1/impact", answer);
    }
    Impacts impacts = read(answer, Impacts.class);
    return impacts.pipelines() == null
        ? List.of()
        : impacts.pipelines().stream().map(Impacts.Impact::read).toList();
  }

  @Override
  public Preview preview(Question question, StillWorking listener) throws IOException {
    PreviewQuestion asked =
        new PreviewQuestion(
            question.sql(), null, question.slice(), question.limit(), question.unmasked());
    BoundedBody body = new BoundedBody();
    CompletableFuture<HttpResponse<byte[]>> call =
        http.sendAsync(request("/v1/preview", asked), body);
    try {
      return preview(call, body, listener);
    } finally {
      // Whatever ended it: nobody waits for the rest. Nothing happens to a call that is complete.
      call.cancel(true);
    }
  }

  /** Waits for the head of the answer first: until then nobody can be told that all is well. */
  private Preview preview(
      CompletableFuture<HttpResponse<byte[]>> call, BoundedBody body, StillWorking listener)
      throws IOException {
    long until = System.nanoTime() + settings.previewWait().toNanos();
    boolean begun = false;
    while (true) {
      try {
        HttpResponse<byte[]> answer = call.get(BEAT.toMillis(), TimeUnit.MILLISECONDS);
        if (answer.statusCode() == OK) {
          return read(answer, Preview.class);
        }
        if (answer.statusCode() == WRONG_SQL && !isProblem(answer)) {
          throw new WrongSqlException(read(answer, Analysis.class));
        }
        throw refused("/v1/preview", answer);
      } catch (TimeoutException e) {
        boolean late = System.nanoTime() - until > 0;
        if (body.status() == OK && !late) {
          begun = true;
          listener.stillWorking();
        } else if (late) {
          LOG.warn("A preview was given up after {}", settings.previewWait());
          return lost(begun, Unavailable.silent(settings.previewWait()));
        }
      } catch (ExecutionException e) {
        LOG.warn("The transform-runner cannot be asked for a preview", e.getCause());
        return lost(begun, Unavailable.unreachable());
      } catch (ApiException e) {
        return lost(begun, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return lost(begun, Unavailable.silent(BEAT));
      }
    }
  }

  /** Whether it speaks of the question, and not of the SQL. */
  private static boolean isProblem(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("Content-Type").orElse("").contains("problem");
  }

  /** Once a preview was promised, its end is told as part of it. */
  private static Preview lost(boolean begun, ApiException why) {
    if (!begun) {
      throw why;
    }
    return Preview.failed(
        "The preview broke off: " + why.getMessage(), "Try again, or take a smaller slice");
  }

  private HttpResponse<byte[]> ask(String path, Object question) {
    CompletableFuture<HttpResponse<byte[]>> call =
        http.sendAsync(request(path, question), new BoundedBody());
    try {
      return call.get(settings.answerWait().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("The transform-runner did not answer {} in time", path);
      throw Unavailable.silent(settings.answerWait());
    } catch (ExecutionException e) {
      LOG.warn("The transform-runner cannot be asked {}", path, e.getCause());
      throw Unavailable.unreachable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Unavailable.unreachable();
    } finally {
      call.cancel(true);
    }
  }

  private HttpRequest request(String path, Object question) {
    if (settings.secret() == null || settings.secret().isBlank()) {
      throw Unavailable.unconfigured();
    }
    return HttpRequest.newBuilder(settings.at(path))
        .header("Authorization", "Bearer " + settings.secret())
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(json.mapper().writeValueAsBytes(question)))
        .build();
  }

  private <T> T read(HttpResponse<byte[]> answer, Class<T> type) {
    try {
      T read = json.mapper().readValue(answer.body(), type);
      if (read != null) {
        return read;
      }
    } catch (tools.jackson.core.JacksonException e) {
      LOG.error("The transform-runner's answer is not understood", e);
    }
    throw Unavailable.notUnderstood();
  }

  private static ApiException refused(String path, HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    LOG.warn("The transform-runner answered {} with status {}", path, status);
    return switch (status) {
      case 401, 403 -> Unavailable.stranger();
      case 429, 503 -> Unavailable.busy();
      default -> Unavailable.notUnderstood();
    };
  }
}
