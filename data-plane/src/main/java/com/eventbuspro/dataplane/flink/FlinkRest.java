package com.eventbuspro.dataplane.flink;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Flink cluster's REST endpoint, as far as watching jobs needs it. Every call ends in time. */
public final class FlinkRest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int NOT_FOUND = 404;
  private static final int BAD = 400;

  private final URI address;
  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  public FlinkRest(URI address) {
    this.address = address;
  }

  /**
   * All jobs that the cluster remembers. The cluster may answer what was true some seconds ago.
   *
   * @throws IOException if the cluster does not answer
   */
  public List<RemoteJob> jobs() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = ask("/jobs/overview", "GET");
    List<RemoteJob> jobs = new ArrayList<>();
    for (JsonNode job : tree(answer).path("jobs")) {
      jobs.add(
          new RemoteJob(
              JobID.fromHexString(job.path("jid").asString()),
              job.path("name").asString(),
              JobStatus.valueOf(job.path("state").asString())));
    }
    return jobs;
  }

  /**
   * How a job is; nothing if the cluster does not know it.
   *
   * @throws IOException if the cluster does not answer
   */
  public Optional<JobStatus> status(JobID job) throws IOException, InterruptedException {
    // Not .../status: that one fails for a job that is not known as if the cluster were broken.
    HttpResponse<byte[]> answer = ask("/jobs/" + job.toHexString(), "GET");
    return answer.statusCode() == NOT_FOUND
        ? Optional.empty()
        : Optional.of(JobStatus.valueOf(tree(answer).path("state").asString()));
  }

  /**
   * Asks a job to end; it does so some time later. Asking one that ended or is not known does
   * nothing.
   *
   * @throws IOException if the cluster does not answer
   */
  public void cancel(JobID job) throws IOException, InterruptedException {
    ask("/jobs/" + job.toHexString() + "?mode=cancel", "PATCH");
  }

  /**
   * What the endpoint answers to a path; nothing if there is no such thing.
   *
   * @throws IOException if the cluster does not answer
   */
  public Optional<JsonNode> get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = ask(path, "GET");
    return answer.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(tree(answer));
  }

  private HttpResponse<byte[]> ask(String path, String method)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private JsonNode tree(HttpResponse<byte[]> answer) throws IOException {
    if (answer.statusCode() >= BAD) {
      throw new IOException(answer.request().uri() + " answers with status " + answer.statusCode());
    }
    try {
      return json.readTree(answer.body());
    } catch (JacksonException e) {
      throw new IOException(answer.request().uri() + " does not answer as Flink does", e);
    }
  }
}
