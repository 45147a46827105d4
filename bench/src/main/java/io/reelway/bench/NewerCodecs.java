package io.reelway.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** AV1 beside VP9 of the preset {@code low-bandwidth}: bytes at equal XPSNR, and processor time. */
final class NewerCodecs implements Benchmark {
  private static final double BYTES = 0.7;
  private static final double TIME = 0.5;

  /** Steps of the constant rate factor between two encodes of AV1. */
  private static final int APART = 6;

  @Override
  public String name() {
    return "newer-codecs";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    if (setup.isReal()) {
      return List.of(); // The engine plays no part.
    }
    Ratios bytes = new Ratios();
    Ratios time = new Ratios();
    try (Server server = Recording.start(setup);
        ControlGroup group = ControlGroup.require()) {
      Recording recording = new Recording(server);
      for (Path clip : Clips.comparable()) {
        BareEncoder vp9 =
            recording.encoder(clip, "low-bandwidth", "{\"format\": \"webm\"}").only("libvpx-vp9");
        BareEncoder av1 =
            recording
                .encoder(clip, "low-bandwidth", "{\"format\": \"webm\", \"videoCodec\": \"av1\"}")
                .only("libsvtav1");
        TrialEncode old = TrialEncode.of(vp9, server.work(), group);
        int factor = Integer.parseInt(av1.valueOf("-crf"));
        List<TrialEncode> curve = new ArrayList<>();
        for (int step : List.of(APART, 0, -APART)) {
          BareEncoder encoder = av1.with("-crf", Integer.toString(factor + step));
          curve.add(TrialEncode.of(encoder, server.work(), group));
        }
        bytes.add(clip, TrialEncode.bytesAt(old.decibels(), curve) / old.bytes());
        time.add(clip, (double) curve.get(1).nanos() / old.nanos());
      }
    }
    return List.of(
        bytes.row("AV1 beside VP9, preset low-bandwidth: bytes at equal XPSNR", BYTES),
        time.row("AV1 beside VP9, preset low-bandwidth: processor time", TIME));
  }
}
