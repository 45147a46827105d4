package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The time from submit to done, compared with the bare encoder and the same arguments. Both run in
 * turn, so that a drift of the machine affects them equally.
 */
final class Overhead implements Benchmark {
  private static final String SINTEL = "video/h264-720p24-52s-sintel-trailer.mp4";
  private static final String PHOTO = "image/gps-exif-nikon.jpg";

  @Override
  public String name() {
    return "overhead";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    try (Server server = Server.start(setup, "--logging.level.io.reelway.ffmpeg=DEBUG")) {
      List<Row> rows = new ArrayList<>();
      rows.add(video(server, "low-bandwidth"));
      rows.add(video(server, "web"));
      rows.add(image(server, setup));
      return rows;
    }
  }

  private static Row video(Server server, String preset) throws Exception {
    Timing timing = measure(server, Setup.media(SINTEL), preset, 3, server.client()::awaitQuietly);
    return new Row(
        "52 s trailer, preset " + preset,
        "%s, bare encoder %s: ratio %.3f"
            .formatted(
                Stopwatch.seconds(timing.job()),
                Stopwatch.seconds(timing.bare()),
                (double) timing.job() / timing.bare()),
        "≤ 1.05 for encodes over 10 s",
        timing.job() <= 1.05 * timing.bare());
  }

  private static Row image(Server server, Setup setup) throws Exception {
    Timing timing = measure(server, Setup.media(PHOTO), "web", 15, server.client()::await);
    int promise = setup.isReal() ? 250 : 200;
    return new Row(
        "640 x 480 photo, preset web",
        "%s, bare encoder %s: %s more"
            .formatted(
                Stopwatch.millis(timing.job()),
                Stopwatch.millis(timing.bare()),
                Stopwatch.millis(timing.job() - timing.bare())),
        "≤ " + promise + " ms more",
        timing.job() - timing.bare() <= TimeUnit.MILLISECONDS.toNanos(promise));
  }

  private static Timing measure(Server server, Path file, String preset, int times, Waiting waiting)
      throws IOException, InterruptedException {
    waiting.await(server.client().submit(file, preset)); // warms up
    List<String> command = BareEncoder.lastCommand(server.log(), file, server.work());
    long[] job = new long[times];
    long[] bare = new long[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      waiting.await(server.client().submit(file, preset));
      job[i] = System.nanoTime() - start;
      bare[i] = BareEncoder.run(command, server.work());
    }
    return new Timing(Stopwatch.median(job), Stopwatch.median(bare));
  }

  /**
   * How to wait for a job. A client that polls a hundred times per second takes processor time from
   * a long encode.
   */
  private interface Waiting {
    void await(String jobId) throws IOException, InterruptedException;
  }

  private record Timing(long job, long bare) {
    private Timing {
      if (bare <= 0) {
        throw new IllegalArgumentException(String.format(Locale.ROOT, "Not a time: %d", bare));
      }
    }
  }
}
