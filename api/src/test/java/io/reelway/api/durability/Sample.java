package io.reelway.api.durability;

import io.reelway.api.RunningReelway;
import io.reelway.corpus.Corpus;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of the corpus and its required outcome.
 *
 * @param end {@code done}, or the expected error code
 * @param seconds length of the output; 0 for an image
 */
record Sample(String name, String preset, String end, double seconds) {
  /** A mix of images and short videos, including unreadable ones. */
  static final List<Sample> ALL =
      List.of(
          image("image/exif-orientation-6.jpg", "web"),
          image("image/alpha.webp", "web"),
          image("image/png-palette.png", "mobile"),
          image("image/gps-exif-nikon.jpg", "low-bandwidth"),
          image("image/avif-8bit-800x533.avif", "web"),
          video("video/h264-272p-10s-no-audio.mp4", "web", 10),
          video("video/vp9-alpha-5s.webm", "video/made-vp9-alpha.webm", "mobile", 5),
          video(
              "video/h264-270x480-portrait-vfr.mp4", "video/made-h264-vfr.mp4", "low-bandwidth", 0),
          video("video/h264-540p30-5s-flower.mp4", "web", 5),
          new Sample("hostile/random-bytes.mp4", "web", "unsupported-type", 0),
          new Sample("hostile/truncated-no-moov.mp4", "web", "probe-failed", 0));

  private static Sample image(String name, String preset) {
    return new Sample(name, preset, "done", 0);
  }

  private static Sample video(String name, String preset, double seconds) {
    return new Sample(name, preset, "done", seconds);
  }

  /** A video of the large corpus, or else one like it that the build makes. */
  private static Sample video(String large, String made, String preset, double seconds) {
    return Corpus.isLarge() ? video(large, preset, seconds) : video(made, preset, 0);
  }

  Path file() {
    return RunningReelway.media(name);
  }
}
