package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The time from submit to done, compared with the bare encoder and the same arguments. Both run in
 * turn, so that a drift of the machine affects them equally.
 */
final class Overhead implements Benchmark {
  private static final String SINTEL = "video/h264-720p24-52s-sintel-trailer.mp4";
  private static final int TIMES = 3;

  @Override
  public String name() {
    return "overhead";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    Path trailer = Setup.media(SINTEL);
    List<Row> rows = new ArrayList<>();
    for (String preset : List.of("low-bandwidth", "web")) {
      BareEncoder encoder = BareEncoder.ofWholeVideo(setup, trailer, preset);
      try (Server server = Server.start(setup)) {
        rows.add(video(setup, server, trailer, preset, encoder));
      }
    }
    return rows;
  }

  private static Row video(
      Setup setup, Server server, Path trailer, String preset, BareEncoder encoder)
      throws IOException, InterruptedException {
    Timing timing = measure(server, trailer, preset, encoder);
    double promise = setup.isReal() ? 1.05 : 1.03;
    return new Row(
        "52 s trailer, preset " + preset,
        "%s, bare encoder %s: ratio %.3f"
            .formatted(
                Stopwatch.seconds(timing.job()),
                Stopwatch.seconds(timing.bare()),
                (double) timing.job() / timing.bare()),
        "≤ " + promise + " for encodes over 10 s",
        timing.job() <= promise * timing.bare());
  }

  private static Timing measure(Server server, Path file, String preset, BareEncoder encoder)
      throws IOException, InterruptedException {
    server.client().awaitQuietly(server.client().submit(file, preset)); // warms up
    long[] job = new long[TIMES];
    long[] bare = new long[TIMES];
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      server.client().awaitQuietly(server.client().submit(file, preset));
      job[i] = System.nanoTime() - start;
      bare[i] = encoder.run(server.work());
    }
    return new Timing(Stopwatch.median(job), Stopwatch.median(bare));
  }

  private record Timing(long job, long bare) {
    private Timing {
      if (bare <= 0) {
        throw new IllegalArgumentException(String.format(Locale.ROOT, "Not a time: %d", bare));
      }
    }
  }
}
