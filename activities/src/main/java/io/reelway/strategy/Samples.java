package io.reelway.strategy;

import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Frames that are set aside during an encode, as the encoder got them, so that the output can be
 * held against them afterwards without reading the source again: the first frame, and one shortly
 * after each of a few key frames, which is where an output can be looked into cheaply.
 *
 * @param file where they lie
 * @param spacing seconds from one to the next
 * @param ofStill whether there is but one picture, at the very beginning
 */
public record Samples(Path file, double spacing, boolean ofStill) {
  /** The name of the file. */
  public static final String NAME = "reference";

  /** More would cost more than a hundredth of an encode. */
  private static final int MOST = 6;

  /** Closer together they would tell the same. */
  private static final double LEAST_SPACING = 2;

  /** Of a video that does not tell its length. */
  private static final double DEFAULT_SPACING = 10;

  /** Seconds after a key frame, so that what is predicted from it is seen too. */
  private static final double OFFSET = 0.4;

  /** Where and how often frames of a source are set aside. */
  public static Samples of(Probe probe, Path file) {
    Duration length = probe.duration();
    double spacing =
        length == null
            ? DEFAULT_SPACING
            : Math.max(LEAST_SPACING, Math.ceil(length.toMillis() / 1000.0 / MOST));
    return new Samples(file, spacing, probe.kind() == MediaKind.IMAGE && !probe.animated());
  }

  /** The filter that lets them through, from all frames. */
  String select() {
    return "select='lt(selected_n,%d)*(isnan(prev_selected_t)+gt(%s,%s))'"
        .formatted(MOST + 1, slot("t"), slot("prev_selected_t"));
  }

  /** Options of the video encoder: a key frame before each of them. */
  List<String> keyFrames() {
    return List.of("-force_key_frames", "expr:gte(t,n_forced*" + spacing + ")");
  }

  private String slot(String time) {
    return "floor((" + time + "-" + OFFSET + ")/" + spacing + ")";
  }
}
