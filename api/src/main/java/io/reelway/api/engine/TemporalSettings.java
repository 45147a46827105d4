package io.reelway.api.engine;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The Temporal cluster. Namespace, API key, TLS and client certificate are the settings of
 * Temporal's starter, {@code spring.temporal.*}.
 *
 * @param address {@code host:port}; empty: none
 * @param timeout time limit for one call, without retries
 * @param caFile PEM certificates of the authorities for the cluster's certificate; {@code null}:
 *     those that Java trusts
 */
public record TemporalSettings(String address, Duration timeout, @Nullable Path caFile) {
  public TemporalSettings {
    if (timeout.compareTo(Duration.ofMillis(100)) < 0) {
      throw new IllegalArgumentException(
          "reelway.temporal.timeout is "
              + timeout.toMillis()
              + "ms; write 100ms or more, e.g. 10s");
    }
    caFile = caFile == null || caFile.toString().isBlank() ? null : caFile;
    if (caFile != null) {
      PemFile.certificates("reelway.temporal.ca-file", caFile);
    }
  }
}
