package io.reelway.sdk;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The body of an answer: a stream if successful, or the small body of an error or redirect.
 *
 * @param wanted the result of the stream
 * @param other the text of an error or redirect
 */
record Received<T>(Optional<T> wanted, String other) {
  /** Chooses by status and headers. */
  static <T> BodyHandler<Received<T>> either(
      Function<ResponseInfo, Optional<BodySubscriber<T>>> wanted) {
    return info ->
        wanted
            .apply(info)
            .map(subscriber ->
                BodySubscribers.mapping(subscriber, body -> new Received<>(Optional.of(body), "")))
            .orElseGet(() ->
                BodySubscribers.mapping(
                    BodySubscribers.ofString(StandardCharsets.UTF_8),
                    text -> new Received<T>(Optional.empty(), text)));
  }

  /** The small body with its head. */
  static Answer answer(HttpResponse<? extends Received<?>> response) {
    HttpHeaders headers = response.headers();
    return new Answer(response.statusCode(), headers, response.body().other(), Duration.ZERO);
  }
}
