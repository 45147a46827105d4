package io.reelway.presign;

import io.reelway.job.ArtifactFile;
import io.reelway.job.DownloadLink;
import io.reelway.store.Location;
import io.reelway.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs download links, and signs them again when most of their validity has passed. Thread-safe.
 */
public final class LinkSigner {
  private final Store store;
  private final Duration validity;
  private final Clock clock;

  /**
   * @param validity validity of a link, 1 s to 7 days (the longest that S3 signs)
   */
  public LinkSigner(Store store, Duration validity, Clock clock) {
    if (validity.compareTo(Duration.ofSeconds(1)) < 0
        || validity.compareTo(Duration.ofDays(7)) > 0) {
      throw new IllegalArgumentException(
          "reelway.store.link-validity is " + validity + "; write 1s to 7d, e.g. 1h");
    }
    this.store = store;
    this.validity = validity;
    this.clock = clock;
  }

  /** Signs a new link; empty when the store has no server of its own. */
  public Optional<DownloadLink> sign(ArtifactFile file) throws IOException {
    Instant expiresAt = clock.instant().plus(validity);
    return store
        .presign(new Location(file.key()), validity)
        .map(url -> new DownloadLink(url.toString(), expiresAt));
  }

  /** Signs a link for a HEAD only; empty when the store has no server of its own. */
  public Optional<DownloadLink> signHead(ArtifactFile file) throws IOException {
    Instant expiresAt = clock.instant().plus(validity);
    return store
        .presignHead(new Location(file.key()), validity)
        .map(url -> new DownloadLink(url.toString(), expiresAt));
  }

  /** Returns the given link while most of its validity remains, else a new one. */
  public Optional<DownloadLink> renew(ArtifactFile file, @Nullable DownloadLink link)
      throws IOException {
    Instant fresh = clock.instant().plus(validity.multipliedBy(9).dividedBy(10));
    return link != null && link.expiresAt().isAfter(fresh) ? Optional.of(link) : sign(file);
  }
}
