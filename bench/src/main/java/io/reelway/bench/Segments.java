package io.reelway.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One long video on all cores: the time from submit to done in segments, and without them. Both run
 * in turn on the same machine.
 */
final class Segments implements Benchmark {
  /** The promised ratio for each preset: one encoder of VP9 leaves cores idle, x264 does not. */
  private static final Map<String, Double> PROMISES = Map.of("low-bandwidth", 0.75, "web", 1.0);

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
      for (String preset : List.of("low-bandwidth", "web")) {
        rows.add(row(preset, time(divided, clip, preset), time(whole, clip, preset)));
      }
    }
    return rows;
  }

  private static Row row(String preset, long divided, long whole) {
    double ratio = (double) divided / whole;
    double promise = PROMISES.get(preset);
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
