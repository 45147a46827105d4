package io.reelway.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.regex.Pattern;

/** The {@code Content-Disposition} of a download, after RFC 6266. */
public final class Attachment {
  private static final Pattern UNSAFE = Pattern.compile("[^ -~]|[\"\\\\%]");

  private Attachment() {}

  /**
   * Returns {@code attachment} with a quoted ASCII name that every client understands. The exact
   * name in UTF-8 follows when it differs.
   */
  public static String header(String filename) {
    return header("attachment", filename);
  }

  /** The header value for content that a browser displays inline. */
  public static String inline(String filename) {
    return header("inline", filename);
  }

  private static String header(String kind, String filename) {
    String safe = UNSAFE.matcher(filename).replaceAll("_");
    String simple = kind + "; filename=\"" + safe + "\"";
    return safe.equals(filename) && US_ASCII.newEncoder().canEncode(filename)
        ? simple
        : simple
            + "; filename*=UTF-8''"
            + URLEncoder.encode(filename, UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
