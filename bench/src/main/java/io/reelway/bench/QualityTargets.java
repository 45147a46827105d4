package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Outputs with a quality to reach: how near to the target is the score, and what does the search
 * cost beside the encode?
 */
final class QualityTargets implements Benchmark {
  private static final double TOLERANCE = 0.3;
  private static final double REACHED = 0.95;
  private static final double COST = 0.25;
  private static final int CHEAPEST = 36;
  private static final int TARGETS = 4;

  /** The search stores samples of the source in a codec without loss, and reads them again. */
  private static final Predicate<String> SEARCH =
      Pattern.compile("-(codec_whitelist|c:v) utvideo ").asPredicate();

  @Override
  public String name() {
    return "quality-targets";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    if (setup.isReal()) {
      return List.of(); // The engine plays no part.
    }
    try (Server server = Server.start(setup)) {
      return List.of(scores(server), costs(server));
    }
  }

  /** Each video of the corpus once; codecs and targets take turns. */
  private static Row scores(Server server) throws IOException, InterruptedException {
    int near = 0;
    int originals = 0;
    int all = 0;
    for (Path video : Clips.videos()) {
      Codec codec = Codec.values()[all % Codec.values().length];
      double target = CHEAPEST + all % TARGETS + all % (TARGETS + 1) / 2.0;
      try {
        double score = score(server, video, codec, target, 320);
        System.err.printf(
            Locale.ROOT, "  %s %s: %.1f, %.2f%n", video.getFileName(), codec, target, score);
        all++;
        originals += score == 100 ? 1 : 0;
        near += Math.abs(score - target) <= TOLERANCE ? 1 : 0;
      } catch (IOException refused) {
        System.err.println("  " + video.getFileName() + ": " + refused.getMessage());
      }
    }
    int encoded = all - originals;
    return new Row(
        "quality to reach (XPSNR): scores within 0.3 dB; original files, which are smaller",
        near + " of " + encoded + "; " + originals,
        "≥ 95 %",
        near >= REACHED * encoded);
  }

  private static Row costs(Server server) throws IOException, InterruptedException {
    List<String> shares = new ArrayList<>();
    double most = 0;
    for (Codec codec : Codec.values()) {
      try (ProgramTimes times = ProgramTimes.of(server.pid())) {
        score(server, Clips.medley(), codec, 39, 640);
        long encode =
            times
                .nanosOf(SEARCH.negate().and(words -> words.contains("-c:v " + codec.encoder)))
                .getLast();
        double share =
            times.nanosOf(SEARCH).stream().mapToLong(nanos -> nanos).sum() / (double) encode;
        shares.add(String.format(Locale.ROOT, "%s %.0f %%", codec, 100 * share));
        most = Math.max(most, share);
      }
    }
    return new Row(
        "… processor time of the search beside an encode of a video of over two minutes",
        String.join(", ", shares),
        "≤ 25 %",
        most <= COST);
  }

  private static double score(Server server, Path video, Codec codec, double target, int width)
      throws IOException, InterruptedException {
    String options =
        String.format(
            Locale.ROOT,
            "{\"width\": %d, \"format\": \"%s\", \"videoCodec\": \"%s\", \"quality\": {\"metric\":"
                + " \"xpsnr\", \"target\": %.1f}}",
            width,
            codec.format,
            codec,
            target);
    JsonNode done = server.client().awaitQuietly(server.client().submit(video, "web", options));
    return done.get("result").get("quality").get("score").asDouble();
  }

  private enum Codec {
    H264("h264", "mp4", "libx264"),
    VP9("vp9", "webm", "libvpx-vp9"),
    AV1("av1", "webm", "libsvtav1"),
    HEVC("hevc", "mp4", "libx265");

    private final String value;
    private final String format;
    private final String encoder;

    Codec(String value, String format, String encoder) {
      this.value = value;
      this.format = format;
      this.encoder = encoder;
    }

    @Override
    public String toString() {
      return value;
    }
  }
}
