package com.eventbuspro.transform.destination;

import com.eventbuspro.dataplane.Daemons;
import com.eventbuspro.model.event.CloudEvents;
import com.eventbuspro.transform.destination.PublicAddresses.ForbiddenAddressException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends an event once and says what came of it. Safe for many threads. */
final class WebhookClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookClient.class);
  static final int CONNECTIONS = 16;
  private static final Timeout CONNECT = Timeout.ofSeconds(5);
  private static final Timeout ANSWER = Timeout.ofSeconds(15);
  // Each time limit above is for one read only, and answers may come drop by drop.
  private static final Duration ATTEMPT = Duration.ofSeconds(30);
  private static final int MOST_OF_AN_ANSWER = 64 * 1024;
  private static final int MOST_WAIT_SECONDS = 60;
  private static final ContentType CLOUD_EVENT =
      ContentType.create(CloudEvents.MEDIA_TYPE, StandardCharsets.UTF_8);

  private final URI url;
  private final Signature signature;
  private final Clock clock;
  private final Duration attempt;
  private final CloseableHttpClient http;
  private final ScheduledThreadPoolExecutor deadlines =
      new ScheduledThreadPoolExecutor(1, Daemons.named("webhook-deadlines"));

  WebhookClient(URI url, Signature signature, WebhookSink.Reach reach, Clock clock) {
    this(url, signature, reach, clock, ATTEMPT);
  }

  /** With a time limit for each attempt, from the first look for the address to the last byte. */
  WebhookClient(
      URI url, Signature signature, WebhookSink.Reach reach, Clock clock, Duration attempt) {
    this.url = url;
    this.signature = signature;
    this.clock = clock;
    this.attempt = attempt;
    deadlines.setRemoveOnCancelPolicy(true);
    this.http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(
                        reach == WebhookSink.Reach.PUBLIC
                            ? new PublicAddresses()
                            : SystemDefaultDnsResolver.INSTANCE)
                    .setMaxConnTotal(CONNECTIONS)
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT)
                            .setSocketTimeout(ANSWER)
                            .build())
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(ANSWER).build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .setUserAgent("event-bus-pro")
            .build();
  }

  /** What came of an attempt. */
  sealed interface Answer {
    /** The endpoint took the event. */
    record Taken() implements Answer {}

    /** It never will. */
    record Refused(String code, String message) implements Answer {}

    /** It may later; at the earliest after so many milliseconds. */
    record Later(String message, long afterMillis) implements Answer {}
  }

  Answer send(Encoded event) {
    HttpPost request = new HttpPost(url);
    request.setEntity(new ByteArrayEntity(event.bytes(), CLOUD_EVENT));
    String id = headerId(event.id());
    long now = clock.instant().getEpochSecond();
    request.setHeader("webhook-id", id);
    request.setHeader("webhook-timestamp", Long.toString(now));
    request.setHeader("webhook-signature", signature.of(id, now, event.bytes()));
    Future<?> deadline =
        deadlines.schedule(request::cancel, attempt.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return send(request);
    } catch (ForbiddenAddressException e) {
      return new Answer.Refused("FORBIDDEN_ADDRESS", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      String why =
          request.isCancelled()
              ? "There was no answer within " + attempt.toMillis() + " ms"
              : e.getClass().getSimpleName() + ": " + e.getMessage();
      return new Answer.Later(why, 0);
    } finally {
      deadline.cancel(false);
    }
  }

  private Answer send(HttpPost request) throws IOException {
    ClassicHttpResponse response = http.executeOpen(null, request, null);
    // What is said once the answer has begun changes nothing of it.
    Answer answer = judge(response);
    try (response) {
      if (!isRead(response.getEntity())) {
        // Else closing it reads all the rest, to use the connection again.
        request.cancel();
      }
    } catch (IOException e) {
      LOG.debug("The rest of an answer was not read", e);
    }
    return answer;
  }

  /** Reads an answer, so that its connection can be used again; but not without end. */
  private static boolean isRead(@Nullable HttpEntity entity) {
    if (entity == null) {
      return true;
    }
    try {
      // Closed with the answer it belongs to.
      InputStream body = entity.getContent();
      return body.readNBytes(MOST_OF_AN_ANSWER).length < MOST_OF_AN_ANSWER;
    } catch (IOException e) {
      return false;
    }
  }

  private static Answer judge(ClassicHttpResponse response) {
    int status = response.getCode();
    if (status >= 200 && status < 300) {
      return new Answer.Taken();
    }
    String message = "The endpoint answered " + status;
    if (status == 408 || status == 429 || status >= 500) {
      return new Answer.Later(message, wait(response.getFirstHeader("Retry-After")));
    }
    return new Answer.Refused(
        "HTTP_" + status, status < 400 ? message + ", a redirect, which is not followed" : message);
  }

  private static long wait(@Nullable Header header) {
    String seconds = header == null ? "" : String.valueOf(header.getValue());
    return seconds.matches("[0-9]{1,4}")
        ? TimeUnit.SECONDS.toMillis(Math.min(Integer.parseInt(seconds), MOST_WAIT_SECONDS))
        : 0;
  }

  /** Ids are anybody's text, and headers are not. */
  private static String headerId(String id) {
    if (id.matches("[A-Za-z0-9_:/+=-]{1,200}")) {
      return id;
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    http.close(CloseMode.IMMEDIATE);
  }
}
