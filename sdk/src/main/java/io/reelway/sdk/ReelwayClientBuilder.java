package io.reelway.sdk;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;

/** Settings of a client. Not safe for use by several threads; what it builds is. */
public final class ReelwayClientBuilder {
  private final URI server;
  private Optional<String> apiKey = Optional.empty();
  private Duration connectTimeout = Duration.ofSeconds(10);
  private Duration idleTimeout = Duration.ofSeconds(60);
  private Duration optimizeTimeout = Duration.ofMinutes(15);
  private RetryPolicy retries = RetryPolicy.STANDARD;
  private Transport.Pauses pauses = duration -> Thread.sleep(duration.toMillis());
  private Optional<HttpClient> http = Optional.empty();

  ReelwayClientBuilder(URI server) {
    String scheme = String.valueOf(server.getScheme());
    if (!scheme.matches("(?i)https?") || server.getHost() == null) {
      throw new IllegalArgumentException(
          "server is " + server + "; write http://host:port or https://host");
    }
    this.server = server;
  }

  /** Sent with every request to the server itself, never to where a download is redirected. */
  public ReelwayClientBuilder apiKey(String key) {
    this.apiKey = Optional.of(key).filter(it -> !it.isBlank());
    return this;
  }

  /** How long making a connection may take; 10 s unless set. */
  public ReelwayClientBuilder connectTimeout(Duration timeout) {
    this.connectTimeout = timeout;
    return this;
  }

  /**
   * How long a connection may stand still, that is, no byte moves and no answer comes; 60 s unless
   * set. How long a transfer takes as a whole is not limited.
   */
  public ReelwayClientBuilder idleTimeout(Duration timeout) {
    this.idleTimeout = timeout;
    return this;
  }

  /** How long {@link ReelwayClient#optimize} may wait for its output; 15 min unless set. */
  public ReelwayClientBuilder optimizeTimeout(Duration timeout) {
    this.optimizeTimeout = timeout;
    return this;
  }

  /** How calls are retried; {@link RetryPolicy#STANDARD} unless set. */
  public ReelwayClientBuilder retries(RetryPolicy policy) {
    this.retries = policy;
    return this;
  }

  /**
   * The HTTP client to use, say for a proxy or certificates of your own. It must not follow
   * redirects: a followed one would carry the key along.
   */
  public ReelwayClientBuilder httpClient(HttpClient client) {
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException("The HTTP client follows redirects; write Redirect.NEVER");
    }
    this.http = Optional.of(client);
    return this;
  }

  /** Tests do not want to wait. */
  ReelwayClientBuilder pauses(Transport.Pauses replacement) {
    this.pauses = replacement;
    return this;
  }

  /** The client. */
  public ReelwayClient build() {
    HttpClient client =
        http.orElseGet(() ->
            HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
    return new ReelwayClient(
        new Transport(client, server, apiKey, idleTimeout, retries, pauses), optimizeTimeout);
  }
}
