package io.reelway.job;

import java.time.Instant;

/**
 * A pre-signed URL. A secret: never logged.
 *
 * @param url where a plain GET fetches the output
 * @param expiresAt when it stops working
 */
public record DownloadLink(String url, Instant expiresAt) {
  @Override
  public String toString() {
    return "DownloadLink[expiresAt=" + expiresAt + "]";
  }
}
