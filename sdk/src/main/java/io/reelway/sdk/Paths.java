package io.reelway.sdk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths of the routes below the base URL. */
final class Paths {
  static final String JOBS = "/api/media/jobs";

  private Paths() {}

  static String job(String id) {
    return JOBS + "/" + encoded(id);
  }

  static String download(String id) {
    return job(id) + "/download";
  }

  /** The route of a further output. */
  static String download(String id, String output) {
    return download(id) + "/" + encoded(output);
  }

  static String cancel(String id) {
    return job(id) + "/cancel";
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
