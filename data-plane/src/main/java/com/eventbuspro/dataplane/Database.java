package com.eventbuspro.dataplane;

import java.io.Serializable;

/**
 * A database and how to log in; the password is not shown.
 *
 * @param url its JDBC URL
 * @param user who logs in
 * @param password and with what
 */
public record Database(String url, String user, String password) implements Serializable {
  public Database {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "EBP_DATABASE_URL must be a JDBC URL of PostgreSQL, such as"
              + " jdbc:postgresql://localhost:5432/eventbus");
    }
  }

  @Override
  public String toString() {
    return "Database[url=" + url + ", user=" + user + "]";
  }
}
