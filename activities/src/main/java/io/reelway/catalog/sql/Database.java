package io.reelway.catalog.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.reelway.catalog.InDoubtException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;

/**
 * An open database with the current schema. This is the only class that knows how SQLite and
 * PostgreSQL differ. Thread-safe; the owner closes it.
 *
 * <p>SQLite has one writer at a time. The database has one connection for writers, who wait for it
 * in the pool: inside the driver a waiting virtual thread would block its carrier. Readers have
 * their own connections and never wait for the writer (write-ahead log).
 */
public final class Database implements AutoCloseable {
  private static final int SQLITE_READERS = 4;
  private static final int ATTEMPTS = 5;

  /** The pool's message for a connection that broke during its use. It has no SQL state. */
  private static final String GIVEN_UP = "Connection is closed";

  private static final String NO_ANSWER = "The database does not answer: ";

  private final HikariDataSource writers;
  private final HikariDataSource readers;
  private final JdbcClient write;
  private final JdbcClient read;
  private final TransactionTemplate transaction;

  private Database(HikariDataSource writers, HikariDataSource readers) {
    this.writers = writers;
    this.readers = readers;
    this.write = JdbcClient.create(writers);
    this.read = JdbcClient.create(readers);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(writers));
  }

  /**
   * Opens the database and brings its schema up to date. While the connection fails, it tries again
   * for some seconds, because a database that starts or fails over is reachable soon.
   *
   * @throws IOException when the database cannot be reached or its schema is newer than this
   *     program
   */
  public static Database open(DatabaseSettings settings) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return settings.isSqlite() ? openFile(settings) : openServer(settings);
      } catch (RuntimeException failed) {
        if (attempt == ATTEMPTS || !isConnectionFailure(failed)) {
          throw new IOException(
              "The database at " + settings + " cannot be used: " + reason(failed), failed);
        }
        pause(failed);
      }
    }
  }

  private static Database openFile(DatabaseSettings settings) throws IOException {
    SqliteFile.create(settings.file());
    HikariDataSource writers = migrated(sqlite(settings, "writer", 1));
    return new Database(writers, new HikariDataSource(sqlite(settings, "readers", SQLITE_READERS)));
  }

  private static Database openServer(DatabaseSettings settings) throws IOException {
    HikariDataSource both = migrated(postgresql(settings));
    return new Database(both, both);
  }

  private static HikariDataSource migrated(HikariConfig config) {
    HikariDataSource source = new HikariDataSource(config);
    try {
      migrate(source);
      return source;
    } catch (RuntimeException failed) {
      source.close();
      throw failed;
    }
  }

  /**
   * Whether the server did not answer or broke off the connection. A refusal is final: it would
   * come again.
   */
  private static boolean isConnectionFailure(Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException gone && GIVEN_UP.equals(gone.getMessage())) {
        return true;
      }
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P");
      }
    }
    return false;
  }

  private static void pause(RuntimeException failed) throws IOException {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("Stopped while waiting for the database", failed);
    }
  }

  private static void migrate(HikariDataSource source) {
    Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
  }

  /**
   * Configures SQLite so that a commit is on disk before it returns (full sync), and so that a
   * transaction takes the write lock when it begins: one that takes it later can fail in the
   * middle.
   */
  private static HikariConfig sqlite(DatabaseSettings settings, String pool, int connections) {
    HikariConfig config = pool(settings.url(), "catalog-" + pool, connections);
    Properties properties = new Properties();
    properties.setProperty("journal_mode", "WAL");
    properties.setProperty("synchronous", "FULL");
    properties.setProperty("foreign_keys", "true");
    properties.setProperty("busy_timeout", "10000");
    properties.setProperty("transaction_mode", "IMMEDIATE");
    config.setDataSourceProperties(properties);
    return config;
  }

  private static HikariConfig postgresql(DatabaseSettings settings) throws IOException {
    HikariConfig config = pool(settings.url(), "catalog", settings.connections());
    settings.user().ifPresent(config::setUsername);
    settings.secret().ifPresent(config::setPassword);
    // A silently broken connection must not block its caller for minutes.
    config.addDataSourceProperty("socketTimeout", "20");
    config.addDataSourceProperty("connectTimeout", "3");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("ApplicationName", "reelway");
    // A plan made once for all values assumes that a metadata pair is rare: 430 ms instead of 10
    // ms.
    config.addDataSourceProperty("prepareThreshold", "0");
    return config;
  }

  private static HikariConfig pool(String url, String name, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setPoolName(name);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(5));
    config.setValidationTimeout(TimeUnit.SECONDS.toMillis(2));
    return config;
  }

  /** Runs a query, which sees everything that was committed before. */
  <T extends @Nullable Object> T read(Function<JdbcClient, T> query) throws IOException {
    return translating(() -> query.apply(read));
  }

  /**
   * Runs a change in a transaction: all of it or nothing.
   *
   * @throws InDoubtException when the connection breaks; it may have been all or nothing then
   */
  <T extends @Nullable Object> T write(Function<JdbcClient, T> change) throws IOException {
    return translating(() -> {
      try {
        return transaction.execute(status -> change.apply(write));
      } catch (DataAccessException | TransactionException failed) {
        if (isConnectionFailure(failed)) {
          throw new InDoubtException(NO_ANSWER + reason(failed), failed);
        }
        throw failed;
      }
    });
  }

  /**
   * Translates database errors into {@link IOException}, because other packages handle only the
   * errors of a store.
   */
  private static <T extends @Nullable Object> T translating(Query<T> call) throws IOException {
    try {
      return call.run();
    } catch (DataAccessException | TransactionException failed) {
      throw new IOException(NO_ANSWER + reason(failed), failed);
    } catch (JacksonException broken) {
      throw new IOException("A record in the database cannot be read", broken);
    }
  }

  private interface Query<T extends @Nullable Object> {
    T run() throws IOException;
  }

  private static String reason(RuntimeException failed) {
    Throwable cause = failed;
    while (cause.getCause() != null && !(cause instanceof FlywayException)) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /** Fails with {@link IOException} unless the database answers. */
  public void ping() throws IOException {
    read(sql -> sql.sql("select 1").query(Integer.class).single());
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
  }
}
