package io.reelway.sdk;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request, described so that it can be sent again.
 *
 * @param method the HTTP method
 * @param path path and query below the base URL
 * @param headers beside those every request has
 * @param body the body
 * @param patience additional idle time that the server may need
 */
record Call(
    String method, String path, Map<String, String> headers, RequestBody body, Duration patience) {
  static Call of(String method, String path) {
    return new Call(method, path, Map.of(), RequestBody.NONE, Duration.ZERO);
  }

  Call header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Call(method, path, more, body, patience);
  }

  Call form(MultipartBody form) {
    return new Call(method, path, headers, form, patience)
        .header("Content-Type", form.contentType());
  }

  Call patience(Duration duration) {
    return new Call(method, path, headers, body, duration);
  }
}
