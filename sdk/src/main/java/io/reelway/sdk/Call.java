package io.reelway.sdk;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request, described so that it can be sent again.
 *
 * @param method the HTTP method
 * @param path path and query below the base URL
 * @param headers beside those every request has
 * @param body the body
 * @param patience additional idle time that the server may need
 * @param most limit of the idle time together with {@code patience}; empty: none
 */
record Call(
    String method,
    String path,
    Map<String, String> headers,
    RequestBody body,
    Duration patience,
    Optional<Duration> most) {
  static Call of(String method, String path) {
    return new Call(method, path, Map.of(), RequestBody.NONE, Duration.ZERO, Optional.empty());
  }

  Call header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Call(method, path, more, body, patience, most);
  }

  Call form(MultipartBody form) {
    return new Call(method, path, headers, form, patience, most)
        .header("Content-Type", form.contentType());
  }

  Call patience(Duration duration) {
    return new Call(method, path, headers, body, duration, most);
  }

  Call most(Duration limit) {
    return new Call(method, path, headers, body, patience, Optional.of(limit));
  }
}
