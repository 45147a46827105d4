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

/** Signs download links, and signs again when most of a link's time is used up. Thread-safe. */
public final class LinkSigner {
  private final Store store;
  private final Duration validity;
  private final Clock clock;

  /**
   * @param validity how long a link works, 1 s to 7 days (the longest that S3 signs)
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

  /** A new link; empty when the store has no server of its own. */
  public Optional<DownloadLink> sign(ArtifactFile file) throws IOException {
    Instant expiresAt = clock.instant().plus(validity);
    return store
        .presign(new Location(file.key()), validity)
        .map(url -> new DownloadLink(url.toString(), expiresAt));
  }

  /** The given link while most of its time is left, else a new one. */
  public Optional<DownloadLink> renew(ArtifactFile file, @Nullable DownloadLink link)
      throws IOException {
    Instant fresh = clock.instant().plus(validity.multipliedBy(9).dividedBy(10));
    return link != null && link.expiresAt().isAfter(fresh) ? Optional.of(link) : sign(file);
  }
}
