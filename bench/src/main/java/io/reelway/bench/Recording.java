package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Takes the command lines of encodes from the log of a server that encodes videos whole. */
record Recording(Server server) {
  /** Starts such a server. */
  static Server start(Setup setup) throws IOException, InterruptedException, SQLException {
    return Server.start(
        setup, "--logging.level.io.reelway.ffmpeg=DEBUG", "--reelway.segments.on=false");
  }

  /** Does a job and returns its encodes. */
  BareEncoder encoder(Path video, String preset, String options)
      throws IOException, InterruptedException {
    long known = BareEncoder.count(server.log());
    server.client().awaitQuietly(server.client().submit(video, preset, options));
    return BareEncoder.of(server.log(), known, video);
  }
}
