package com.eventbuspro.platform.console;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.eventtype.Contract;
import com.eventbuspro.platform.eventtype.Contracts;
import com.eventbuspro.platform.security.Role;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.Shard;
import com.eventbuspro.streams.StreamMode;
import com.eventbuspro.streams.StreamRecord;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** What people do in the console, and what the other services do meanwhile. */
final class Visit {
  private final TestPlatform platform;
  private final Page page;

  Visit(TestPlatform platform, Page page) {
    this.platform = platform;
    this.page = page;
  }

  void open(String path) {
    page.navigate("http://localhost:" + platform.port() + path);
  }

  void signIn(Role role) {
    signIn(platform.token(role));
  }

  void signIn(String token) {
    open("/login");
    page.getByLabel("Access token").fill(token);
    page.getByLabel("Access token").press("Enter");
    page.waitForURL("**/");
  }

  /** By how much the page is wider than the window; 0 is right. */
  int overflow() {
    return ((Number)
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .intValue();
  }

  /** Says what the provisioner and the lake sink would say. */
  void setConditions(String eventType, String status, String reason, String message)
      throws SQLException {
    for (String type : List.of("StreamReady", "TableReady", "AccessReady", "Capturing")) {
      try (Connection connection = platform.database().getConnection();
          PreparedStatement statement =
              connection.prepareStatement(
                  """
                  INSERT INTO event_type_condition VALUES (?, ?, ?, ?, ?, 1, now())
                  ON CONFLICT (event_type, type) DO UPDATE SET status = excluded.status,
                    reason = excluded.reason, message = excluded.message
                  """)) {
        statement.setString(1, eventType);
        statement.setString(2, type);
        statement.setString(3, status);
        statement.setString(4, reason);
        statement.setString(5, message);
        statement.executeUpdate();
      }
    }
  }

  /** Makes the stream and the tables, as the provisioner would. */
  void provision(String eventType) {
    Contract contract = contract(eventType);
    platform
        .streams()
        .create(platform.streamOf(eventType), new StreamMode.Provisioned(1), Map.of());
    new LakeTables(platform.bean(LakeCatalog.class))
        .create(new TableSpec(contract.name(), contract.owner(), contract.schemas()));
  }

  /** Puts a record straight into the stream, as anybody with a Kinesis client can. */
  void putRecord(String eventType, String data) {
    platform
        .streams()
        .publish(
            platform.streamOf(eventType),
            List.of(new Entry("key", data.getBytes(StandardCharsets.UTF_8))));
  }

  /** Writes everything in the stream to the tables, as the lake sink would. */
  void capture(String eventType) {
    Contract contract = contract(eventType);
    String stream = platform.streamOf(eventType);
    try (TableWriter writer =
        TableWriter.open(
            platform.bean(LakeCatalog.class),
            contract.name(),
            contract.schemas(),
            Clock.systemUTC())) {
      for (Shard shard : platform.streams().shards(stream)) {
        for (StreamRecord read :
            platform.streams().read(stream, shard.id(), ReadFrom.beginning()).next().records()) {
          capture(contract, shard.id(), read, writer);
        }
      }
      writer.commit();
    }
  }

  private static void capture(
      Contract contract, ShardId shard, StreamRecord read, TableWriter writer) {
    long arrival = ChronoUnit.MICROS.between(Instant.EPOCH, read.arrival());
    Decoded decoded =
        contract.decoder().decode(read.data(), shard, read.sequence(), read.arrival());
    if (decoded instanceof Decoded.Event event) {
      writer.append(shard, read.sequence(), arrival, event);
    } else if (decoded instanceof Decoded.Rejected rejected) {
      writer.reject(shard, read.sequence(), arrival, read.data(), rejected);
    }
  }

  private Contract contract(String eventType) {
    return platform.bean(Contracts.class).current(EventTypeName.parse(eventType));
  }
}
