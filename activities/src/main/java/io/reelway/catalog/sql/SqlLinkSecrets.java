package io.reelway.catalog.sql;

import io.reelway.catalog.LinkSecrets;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** {@link LinkSecrets} in SQL. */
public final class SqlLinkSecrets implements LinkSecrets {
  private final Database database;

  public SqlLinkSecrets(Database database) {
    this.database = database;
  }

  @Override
  public List<byte[]> all() throws IOException {
    return database
        .read(sql ->
            sql.sql("select secret from signing_secrets order by id").query(String.class).list())
        .stream()
        .map(Base64.getDecoder()::decode)
        .toList();
  }

  @Override
  public void add(byte[] secret) throws IOException {
    database.write(sql ->
        sql.sql("insert into signing_secrets (id, secret) values (:id, :secret)")
            .param("id", UUID.randomUUID().toString())
            .param("secret", Base64.getEncoder().encodeToString(secret))
            .update());
  }
}
