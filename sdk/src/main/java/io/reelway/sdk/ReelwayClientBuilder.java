package io.reelway.sdk;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;

/** Settings of a client. Not thread-safe; the client it builds is. */
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

  /**
   * The API key; spaces and line ends around it do not count. It is sent to the server only, never
   * to the target of a redirect.
   *
   * @throws IllegalArgumentException when it has characters that a header cannot carry; the message
   *     does not repeat it
   */
  public ReelwayClientBuilder apiKey(String key) {
    String stripped = key.strip();
    if (!stripped.matches("[ -~]*")) {
      throw new IllegalArgumentException(
          "The API key has a character outside of printable ASCII; write the key without it");
    }
    this.apiKey = Optional.of(stripped).filter(it -> !it.isEmpty());
    return this;
  }

  /** Time limit for opening a connection; 10 s by default. */
  public ReelwayClientBuilder connectTimeout(Duration timeout) {
    this.connectTimeout = timeout;
    return this;
  }

  /**
   * How long a connection may be idle, without bytes in either direction; 60 s by default. The
   * total time of a transfer has no limit.
   */
  public ReelwayClientBuilder idleTimeout(Duration timeout) {
    this.idleTimeout = timeout;
    return this;
  }

  /** How long {@link ReelwayClient#optimize} may wait for its output; 15 min by default. */
  public ReelwayClientBuilder optimizeTimeout(Duration timeout) {
    this.optimizeTimeout = timeout;
    return this;
  }

  /** How calls are retried; {@link RetryPolicy#STANDARD} by default. */
  public ReelwayClientBuilder retries(RetryPolicy policy) {
    this.retries = policy;
    return this;
  }

  /**
   * The HTTP client to use, e.g. for a proxy or your own certificates. It must not follow
   * redirects, because it would send the key to the target.
   */
  public ReelwayClientBuilder httpClient(HttpClient client) {
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException("The HTTP client follows redirects; write Redirect.NEVER");
    }
    this.http = Optional.of(client);
    return this;
  }

  /** For tests: how to wait. */
  ReelwayClientBuilder pauses(Transport.Pauses replacement) {
    this.pauses = replacement;
    return this;
  }

  /** Builds the client. */
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
