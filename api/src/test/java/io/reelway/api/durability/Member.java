package io.reelway.api.durability;

import io.reelway.api.ReelwayProcess;
import io.reelway.outside.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A process of an installation that can be restarted in the same role. */
final class Member implements AutoCloseable {
  private final Path work;
  private final String name;
  private final int port;
  private final String[] settings;
  private int starts;
  private ReelwayProcess process;

  private Member(Path work, String name, int port, List<String> settings)
      throws IOException, InterruptedException {
    this.work = work;
    this.name = name;
    this.port = port;
    this.settings = settings.toArray(String[]::new);
    this.process = begin();
  }

  static Member start(Path work, String name, List<String> settings)
      throws IOException, InterruptedException {
    return new Member(work, name, Ports.free(), settings);
  }

  private ReelwayProcess begin() throws IOException, InterruptedException {
    starts++;
    return ReelwayProcess.start(work, name + "-" + starts, port, settings);
  }

  ReelwayProcess process() {
    return process;
  }

  URI url(String path) {
    return process.url(path);
  }

  void restart() throws IOException, InterruptedException {
    process = begin();
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() {
    process.kill();
  }
}
