package io.reelway.catalog.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
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
 * An open database with the present schema: the one place that knows how SQLite and PostgreSQL
 * differ. Thread-safe; to be closed.
 *
 * <p>SQLite has one writer at a time. It gets one connection, for which writers wait in the pool:
 * they would wait inside the driver otherwise, where a virtual thread blocks its carrier. Readers
 * have connections of their own and never wait for the writer (write-ahead log).
 */
public final class Database implements AutoCloseable {
  private static final int SQLITE_READERS = 4;
  private static final int ATTEMPTS = 5;

  /** What the pool says, without a state, of a connection that broke under its holder. */
  private static final String GIVEN_UP = "Connection is closed";

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
   * Opens the database and brings its schema up to date. Tries again for some seconds while the
   * connection fails: a database that starts or fails over is there soon.
   *
   * @throws IOException when it cannot be reached or its schema is newer than this program
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

  /** Whether the server did not answer, or broke off; what it refuses it refuses again. */
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
   * A commit is on disk before it returns (full sync). A transaction takes the write lock when it
   * begins: one that takes it later can fail in the middle.
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
    // A connection that died without a word must not keep its caller for minutes.
    config.addDataSourceProperty("socketTimeout", "20");
    config.addDataSourceProperty("connectTimeout", "3");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("ApplicationName", "reelway");
    // A plan made once for all values takes a pair of metadata for a rare one: 430 ms, not 10.
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

  /** Reads; sees what was committed before. */
  <T extends @Nullable Object> T read(Function<JdbcClient, T> query) throws IOException {
    return translating(() -> query.apply(read));
  }

  /** Changes something, all of it or nothing. */
  <T extends @Nullable Object> T write(Function<JdbcClient, T> change) throws IOException {
    return translating(() -> transaction.execute(status -> change.apply(write)));
  }

  /** Nothing above this package knows how a database fails; it fails like a store. */
  private static <T extends @Nullable Object> T translating(Supplier<T> call) throws IOException {
    try {
      return call.get();
    } catch (DataAccessException | TransactionException failed) {
      throw new IOException("The database does not answer: " + reason(failed), failed);
    } catch (JacksonException broken) {
      throw new IOException("A record in the database cannot be read", broken);
    }
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
