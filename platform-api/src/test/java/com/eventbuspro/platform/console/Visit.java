package com.eventbuspro.platform.console;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.security.Role;
import com.microsoft.playwright.Page;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

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
    open("/login");
    page.getByLabel("Access token").fill(platform.token(role));
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
}
