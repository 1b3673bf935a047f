package com.eventbuspro.transform.destination;

import com.eventbuspro.transform.rejected.Rejections;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Sends results that only grow to an HTTP endpoint, one CloudEvent a request, signed: at least
 * once, since a checkpoint is complete only when the endpoint has answered all that came before it.
 * An event that comes twice has the same id each time. Order is not kept.
 */
public final class WebhookSink implements Sink<RowData> {
  private static final long serialVersionUID = 1L;

  private final URI url;
  private final String secret;
  private final Reach reach;
  private final EventLayout layout;
  private final Rejections rejections;

  /** Which addresses an endpoint may be at. */
  public enum Reach {
    /** The internet, not this machine or the networks behind it. */
    PUBLIC,
    /** Anywhere. */
    ANYWHERE
  }

  /**
   * A sink.
   *
   * @param secret what requests are signed with
   * @param row what results look like
   * @param rejections where results go that the endpoint refuses
   */
  public WebhookSink(URI url, String secret, Reach reach, RowType row, Rejections rejections) {
    this.url = Objects.requireNonNull(url, "url");
    this.secret = Objects.requireNonNull(secret, "secret");
    this.reach = Objects.requireNonNull(reach, "reach");
    this.layout = EventLayout.open(row);
    this.rejections = Objects.requireNonNull(rejections, "rejections");
  }

  @Override
  public SinkWriter<RowData> createWriter(WriterInitContext context) {
    return new WebhookWriter(
        new WebhookEncoder(rejections.pipeline(), layout, Clock.systemUTC()::instant),
        new WebhookClient(url, new Signature(secret), reach, Clock.systemUTC()),
        new RejectedResults(
            rejections, url.toString(), context.metricGroup().counter(RejectedResults.METRIC)));
  }
}
