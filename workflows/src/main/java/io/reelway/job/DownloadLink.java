package io.reelway.job;

import java.time.Instant;

/**
 * A pre-signed URL. A secret: never logged.
 *
 * @param url URL for a plain GET of the output
 * @param expiresAt when it expires
 */
public record DownloadLink(String url, Instant expiresAt) {
  @Override
  public String toString() {
    return "DownloadLink[expiresAt=" + expiresAt + "]";
  }
}
