package io.reelway.api.engine;

import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testing.internal.devserver.TemporalDevServerDownloader;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Downloads the {@code temporal} program from Temporal's site and keeps it. */
public final class DevServerDownload {
  private static final Logger LOG = LoggerFactory.getLogger(DevServerDownload.class);

  private DevServerDownload() {}

  /**
   * The program, downloaded if it does not exist yet.
   *
   * @throws IllegalArgumentException if it cannot be downloaded
   */
  public static Path into(Path folder) {
    LOG.info("Looking for Temporal's dev server in {}, else downloading it", folder);
    try {
      return TemporalDevServerDownloader.prepare(
          TemporalDevServerOptions.newBuilder()
              .setDownloadDestination(folder.toAbsolutePath().toString())
              .build());
    } catch (RuntimeException unreachable) {
      throw new IllegalArgumentException(
          "reelway.engine is dev-server, but there is no program 'temporal' and it cannot be"
              + " downloaded; install Temporal's command line tool and set reelway.dev-server.path",
          unreachable);
    }
  }
}
