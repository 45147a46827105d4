package io.reelway.api.durability;

import io.reelway.api.ReelwayProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A process of an installation that can be restarted in the same role. */
final class Member implements AutoCloseable {
  private final Path work;
  private final String name;
  private final String[] settings;
  private int starts;
  private ReelwayProcess process;

  private Member(Path work, String name, List<String> settings)
      throws IOException, InterruptedException {
    this.work = work;
    this.name = name;
    this.settings = settings.toArray(String[]::new);
    this.process = begin();
  }

  static Member start(Path work, String name, List<String> settings)
      throws IOException, InterruptedException {
    return new Member(work, name, settings);
  }

  private ReelwayProcess begin() throws IOException, InterruptedException {
    starts++;
    return ReelwayProcess.start(work, name + "-" + starts, settings);
  }

  ReelwayProcess process() {
    return process;
  }

  /** Whether an encoder of the process runs. */
  boolean encodes() {
    return process.encodes();
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
