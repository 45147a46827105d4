package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Path;

/** The processor time of the programs that a server starts for a job, without its own. */
final class Programs implements AutoCloseable {
  private final Server server;
  private final ControlGroup group;

  Programs(Server server) throws IOException {
    this.server = server;
    group = ControlGroup.require();
    group.add(server.pid());
  }

  /** Does a job and returns the processor time of its programs in nanoseconds. */
  long nanosOf(Path video, String preset, String options) throws IOException, InterruptedException {
    long before = nanos();
    server.client().awaitQuietly(server.client().submit(video, preset, options));
    return nanos() - before;
  }

  private long nanos() throws IOException {
    return group.processorNanos() - server.processorNanos();
  }

  /** Ends the server, too. */
  @Override
  public void close() throws IOException {
    group.close();
  }
}
