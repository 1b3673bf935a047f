package com.eventbuspro.localaws.query;

import com.eventbuspro.localaws.http.Caller;

/** One operation of a Query service. */
@FunctionalInterface
public interface Operation {
  /**
   * Does the work for an authenticated caller and adds what is inside the {@code …Result} element.
   *
   * @throws com.eventbuspro.localaws.http.AwsException for everything AWS would refuse
   */
  void run(Parameters in, Caller caller, Xml out);
}
