package com.eventbuspro.transform.http;

import java.io.IOException;

/** Answers one kind of request. Called by many threads. */
@FunctionalInterface
public interface Endpoint {
  /**
   * Answers.
   *
   * @throws ProblemException if something is wrong with the request; not once an answer began
   * @throws IOException if whoever asked is gone
   */
  void answer(Request request, Response response) throws IOException, InterruptedException;
}
