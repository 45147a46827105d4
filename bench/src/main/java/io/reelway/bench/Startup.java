package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The time from the start of the process to the first accepted job. */
final class Startup implements Benchmark {
  @Override
  public String name() {
    return "startup";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    Server.start(setup).close(); // unpacks ffmpeg
    Path photo = Setup.media("image/gps-exif-nikon.jpg");
    long start = System.nanoTime();
    try (Server server = Server.launch(setup, List.of())) {
      while (!accepts(server, photo)) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      return List.of(
          Row.of(
              "start-up to the first accepted job", Stopwatch.seconds(System.nanoTime() - start)));
    }
  }

  private static boolean accepts(Server server, Path photo) throws InterruptedException {
    try {
      server.client().submit(photo, "web");
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
