package io.reelway.sdk;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow.Subscription;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * An HTTP client that delivers bytes of a cancelled answer together with those of the next one:
 * cancelling does not stop a delivery that is under way. It does not report failures of answers.
 */
final class LateHttpClient extends HttpClient {
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<BodySubscriber<?>> receivers = new CopyOnWriteArrayList<>();

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    return http.sendAsync(request, info -> new Late<>(handler.apply(info)));
  }

  /** Receives an answer, and sends late bytes to the receivers before it. */
  private final class Late<T> implements BodySubscriber<T> {
    private final BodySubscriber<T> present;

    Late(BodySubscriber<T> present) {
      this.present = present;
    }

    @Override
    public CompletionStage<T> getBody() {
      return present.getBody();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      receivers.add(present);
      present.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      present.onNext(buffers);
      byte[] late = "late".getBytes(StandardCharsets.UTF_8);
      receivers.stream()
          .filter(it -> !it.equals(present))
          .forEach(earlier -> earlier.onNext(List.of(ByteBuffer.wrap(late))));
    }

    @Override
    public void onError(Throwable cancelled) {
      // The failure is late, too.
    }

    @Override
    public void onComplete() {
      present.onComplete();
    }
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return http.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return http.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return http.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return http.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return http.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return http.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return http.authenticator();
  }

  @Override
  public Version version() {
    return http.version();
  }

  @Override
  public Optional<Executor> executor() {
    return http.executor();
  }
}
