package io.reelway.sdk;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * The body of an answer that is either wanted as a stream or, being an error or a redirect, small.
 *
 * @param wanted what the stream became
 * @param other the text of anything else
 */
record Received<T>(Optional<T> wanted, String other) {
  /** Chooses by the head of the answer. */
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
    return new Answer(response.statusCode(), headers, response.body().other());
  }
}
