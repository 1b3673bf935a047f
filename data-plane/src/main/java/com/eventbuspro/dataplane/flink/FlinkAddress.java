package com.eventbuspro.dataplane.flink;

import java.net.URI;

/** The REST endpoint of a Flink cluster, as a setting. */
public final class FlinkAddress {
  private FlinkAddress() {}

  /**
   * The address, if it is one.
   *
   * @param setting what it is called
   * @throws IllegalArgumentException if it is none
   */
  public static URI checked(String setting, URI address) {
    if (!"http".equals(address.getScheme())
        || address.getHost() == null
        || address.getPort() < 1
        || !address.getRawPath().replace("/", "").isEmpty()
        || address.getRawQuery() != null
        || address.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          setting
              + " must be the REST endpoint of a Flink cluster, such as"
              + " http://flink-jobmanager:8081: "
              + address);
    }
    return address;
  }
}
