package io.reelway.catalog.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The database of the records.
 *
 * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST/DATABASE}
 * @param user name to sign in with; empty for SQLite
 * @param password the password; empty for SQLite or when a file holds it
 * @param passwordFile a file that holds the password
 * @param connections maximum number of connections to a PostgreSQL server, at least 2
 */
public record DatabaseSettings(
    String url,
    Optional<String> user,
    Optional<String> password,
    Optional<String> passwordFile,
    int connections) {
  private static final String SQLITE = "jdbc:sqlite:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  public DatabaseSettings {
    user = user.filter(text -> !text.isBlank());
    password = password.filter(text -> !text.isBlank());
    passwordFile = passwordFile.filter(text -> !text.isBlank());
    if (!url.startsWith(SQLITE) && !url.startsWith(POSTGRESQL)) {
      throw new IllegalArgumentException(
          "reelway.database.url is "
              + url.replaceAll("\\?.*", "")
              + "; write jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE");
    }
    if (password.isPresent() && passwordFile.isPresent()) {
      throw new IllegalArgumentException(
          "reelway.database.password and password-file are both set; write only one");
    }
    if (connections < 2) {
      throw new IllegalArgumentException(
          "reelway.database.connections is " + connections + "; write 2 or more, e.g. 10");
    }
  }

  /** The settings for a SQLite file. */
  public static DatabaseSettings sqlite(Path file) {
    return new DatabaseSettings(
        SQLITE + file, Optional.empty(), Optional.empty(), Optional.empty(), 10);
  }

  boolean isSqlite() {
    return url.startsWith(SQLITE);
  }

  /** The path of the SQLite file. */
  Path file() {
    return Path.of(url.substring(SQLITE.length()));
  }

  Optional<String> secret() throws IOException {
    return passwordFile.isPresent()
        ? Optional.of(Files.readString(Path.of(passwordFile.get())).strip())
        : password;
  }

  @Override
  public String toString() {
    return "DatabaseSettings[url=" + url.replaceAll("\\?.*", "") + ", user=" + user + "]";
  }
}
