package io.reelway.cli;

/**
 * The reaction to Ctrl-C: it cancels the running jobs, then stops the server that was started for
 * them.
 */
final class OnInterrupt implements AutoCloseable {
  private final Thread hook;
  private volatile boolean stopping;

  OnInterrupt(Batch batch, Server server) {
    this.hook =
        new Thread(
            () -> {
              stopping = true;
              batch.abort();
              server.close();
            },
            "on-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  boolean isStopping() {
    return stopping;
  }

  @Override
  public void close() {
    if (!stopping) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
