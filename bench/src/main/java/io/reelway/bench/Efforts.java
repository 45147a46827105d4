package io.reelway.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the efforts of the preset {@code web} mean: {@code fast} beside a bare x264 {@code
 * veryfast}, and the bytes of {@code balanced} at its XPSNR.
 */
final class Efforts implements Benchmark {
  private static final double TIME = 1.05;
  private static final double BYTES = 0.9;
  private static final int TIMES = 3;
  private static final String VERYFAST = "veryfast";

  /** Steps of the constant rate factor between two encodes. */
  private static final int APART = 3;

  @Override
  public String name() {
    return "efforts";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    if (setup.isReal()) {
      return List.of(); // The engine plays no part.
    }
    try (ControlGroup group = ControlGroup.require()) {
      return List.of(fast(setup, group), balanced(setup, group));
    }
  }

  /** The programs of a job as it runs by default, in segments. */
  private static Row fast(Setup setup, ControlGroup bare) throws Exception {
    Path trailer = Clips.comparable().getFirst();
    BareEncoder encoder = BareEncoder.ofWholeVideo(setup, trailer, "web").with("-preset", VERYFAST);
    Ratios time = new Ratios();
    try (Server server = Server.start(setup);
        Programs programs = new Programs(server)) {
      programs.nanosOf(trailer, "web", "{\"effort\": \"fast\"}"); // warms up
      for (int i = 0; i < TIMES; i++) {
        long job = programs.nanosOf(trailer, "web", "{\"effort\": \"fast\"}");
        time.add(trailer, (double) job / encoder.run(server.work(), bare));
      }
    }
    return time.row(
        "preset web, effort fast: processor time of a job's programs beside x264 veryfast", TIME);
  }

  private static Row balanced(Setup setup, ControlGroup group) throws Exception {
    Ratios bytes = new Ratios();
    try (Server server = Recording.start(setup)) {
      Recording recording = new Recording(server);
      for (Path clip : Clips.comparable()) {
        BareEncoder encoder =
            recording.encoder(clip, "web", "{\"format\": \"mp4\"}").only("libx264");
        TrialEncode balanced = TrialEncode.of(encoder, server.work(), group);
        double factor = Double.parseDouble(encoder.valueOf("-crf"));
        List<TrialEncode> curve = new ArrayList<>();
        for (int step : List.of(APART, 0, -APART)) {
          BareEncoder fast =
              encoder.with("-preset", VERYFAST).with("-crf", Double.toString(factor + step));
          curve.add(TrialEncode.of(fast, server.work(), group));
        }
        bytes.add(clip, balanced.bytes() / TrialEncode.bytesAt(balanced.decibels(), curve));
      }
    }
    return bytes.row(
        "preset web, effort balanced: bytes beside x264 veryfast at equal XPSNR", BYTES);
  }
}
