package io.reelway.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One long video on all cores: the time from submit to done in segments, and without them. Both run
 * in turn on the same machine.
 */
final class Segments implements Benchmark {
  /** The promised ratios: one encoder of VP9 leaves cores idle, one of H.264 does not. */
  private static final double VP9 = 0.75;

  private static final double H264 = 1.0;

  @Override
  public String name() {
    return "segments";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (Server divided = Server.start(setup);
        Server whole = Server.start(setup, "--reelway.segments.on=false")) {
      Path clip = LongClip.prepared();
      rows.add(row(divided, whole, clip, "low-bandwidth", VP9));
      rows.add(row(divided, whole, clip, "web", H264));
    }
    return rows;
  }

  private static Row row(Server inParts, Server asOne, Path clip, String preset, double promise)
      throws Exception {
    long divided = time(inParts, clip, preset);
    long whole = time(asOne, clip, preset);
    double ratio = (double) divided / whole;
    return new Row(
        "a video of " + LongClip.MINUTES + " minutes in segments, preset " + preset,
        String.format(
            Locale.ROOT,
            "%s, whole %s: ratio %.2f",
            Stopwatch.seconds(divided),
            Stopwatch.seconds(whole),
            ratio),
        "≤ " + promise,
        ratio <= promise);
  }

  private static long time(Server server, Path clip, String preset) throws Exception {
    long start = System.nanoTime();
    server.client().awaitQuietly(server.client().submit(clip, preset));
    return System.nanoTime() - start;
  }
}
