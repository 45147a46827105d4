package io.reelway.sdk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLHandshakeException;

/** Sends requests: adds the key, closes idle connections, retries. */
final class Transport {
  private final HttpClient http;
  private final URI base;
  private final Optional<String> apiKey;
  private final Duration stillness;
  private final RetryPolicy retries;
  private final Pauses pauses;
  private final RandomGenerator random = RandomGenerator.getDefault();

  /**
   * @param stillness maximum idle time
   */
  Transport(
      HttpClient http,
      URI base,
      Optional<String> apiKey,
      Duration stillness,
      RetryPolicy retries,
      Pauses pauses) {
    this.http = http;
    this.base = base;
    this.apiKey = apiKey;
    this.stillness = stillness;
    this.retries = retries;
    this.pauses = pauses;
  }

  /** How to pause between attempts. */
  @FunctionalInterface
  interface Pauses {
    void pause(Duration duration) throws InterruptedException;
  }

  /** Sends until success, or until a retry makes no sense. */
  Answer send(Call call) {
    return retrying(call.body()::repeatable, () -> sendOrThrow(call));
  }

  /** Sends once. */
  Answer sendOrThrow(Call call) {
    Answer answer = sendOnce(call);
    if (!answer.isSuccess()) {
      throw answer.failure();
    }
    return answer;
  }

  private Answer sendOnce(Call call) {
    Watch watch = new Watch();
    HttpRequest.Builder request =
        request(uri(call.path())).method(call.method(), call.body().publisher(watch));
    call.headers().forEach(request::header);
    Duration patient = stillness.plus(call.patience());
    Duration limit = call.most().map(most -> shorter(most, patient)).orElse(patient);
    try {
      HttpResponse<String> response =
          exchange(request.build(), BodyHandlers.ofString(), watch, limit);
      return new Answer(response.statusCode(), response.headers(), response.body(), watch.still());
    } catch (IOException e) {
      throw call.body().localFailure().map(ReelwayException::localFile).orElseGet(() -> broken(e));
    }
  }

  /**
   * Sends once, and streams the answer into a handler.
   *
   * @param limit maximum idle time
   */
  <T> HttpResponse<T> exchange(
      HttpRequest request, BodyHandler<T> handler, Watch watch, Duration limit) throws IOException {
    CompletableFuture<HttpResponse<T>> pending = http.sendAsync(request, handler);
    try {
      while (true) {
        Duration left = limit.minus(watch.still());
        if (left.isNegative() || left.isZero()) {
          throw idle(limit);
        }
        try {
          return pending.get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException lookAgain) {
          // Bytes may have arrived in the meantime.
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      throw ReelwayException.interrupted(e);
    } finally {
      pending.cancel(true);
    }
  }

  /**
   * Calls until success, or until a retry makes no sense.
   *
   * @param repeatable whether a retry is possible, evaluated after each failure
   */
  <T> T retrying(BooleanSupplier repeatable, Supplier<T> attempt) {
    return retrying(repeatable, retries::longest, attempt);
  }

  /**
   * The same with a limit for each pause.
   *
   * @param most limit of the next pause
   */
  <T> T retrying(BooleanSupplier repeatable, Supplier<Duration> most, Supplier<T> attempt) {
    for (int number = 1; ; number++) {
      try {
        return attempt.get();
      } catch (ReelwayException e) {
        if (!e.retriable() || number >= retries.attempts() || !repeatable.getAsBoolean()) {
          throw e;
        }
        pause(shorter(retries.pause(number, e.retryAfter(), random), most.get()));
      }
    }
  }

  void pause(Duration duration) {
    try {
      pauses.pause(duration);
    } catch (InterruptedException e) {
      throw ReelwayException.interrupted(e);
    }
  }

  RetryPolicy retries() {
    return retries;
  }

  /** How long a connection may be idle. */
  Duration stillness() {
    return stillness;
  }

  static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** A request to that address, with the key if the address is the server's own. */
  HttpRequest.Builder request(URI uri) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .version(
                "https".equals(uri.getScheme())
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .header("User-Agent", "reelway-sdk-java");
    apiKey.filter(key -> isOurs(uri)).ifPresent(key -> request.header("x-api-key", key));
    return request;
  }

  URI uri(String path) {
    return URI.create(base.toString().replaceAll("/+$", "") + path);
  }

  private boolean isOurs(URI uri) {
    return base.getScheme().equalsIgnoreCase(uri.getScheme())
        && base.getHost().equalsIgnoreCase(uri.getHost())
        && base.getPort() == uri.getPort();
  }

  /** The failure of a connection that was idle for that time. */
  static HttpTimeoutException idle(Duration limit) {
    return new HttpTimeoutException("nothing moved for " + limit.toSeconds() + " s");
  }

  /** Maps a broken connection to an exception; wrong certificates are not retried. */
  static ReelwayException broken(IOException e) {
    return ReelwayException.network(e, !(e instanceof SSLHandshakeException));
  }
}
