package com.eventbuspro.transform.preview;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;

/** Where the result of a preview ends up. */
final class ResultOperator extends AbstractStreamOperator<Row>
    implements OneInputStreamOperator<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final String session;
  private transient @Nullable ResultRows rows;

  ResultOperator(PreviewSession session) {
    this.session = session.id();
  }

  @Override
  public void open() throws Exception {
    super.open();
    rows = PreviewSession.find(session).rows();
  }

  @Override
  public void processElement(StreamRecord<Row> element) {
    ResultRows open = rows;
    if (open == null) {
      throw new IllegalStateException("The operator was not opened");
    }
    open.change(element.getValue());
  }
}
