package io.reelway.encode;

import io.reelway.media.Probe;
import io.reelway.plan.Target;
import java.util.ArrayList;
import java.util.List;

/** The part of the command line that makes an image, still or animated. */
final class ImageArguments implements EncodeCommand.Part {
  private final Probe probe;
  private final Target target;
  private final int threads;

  ImageArguments(Probe probe, Target target, int threads) {
    this.probe = probe;
    this.target = target;
    this.threads = threads;
  }

  @Override
  public List<String> input() {
    return probe.animated() ? List.of() : List.of("-threads", "1");
  }

  @Override
  public List<String> output() {
    return switch (target.strategy()) {
      case IMAGE_WEBP -> webp();
      case IMAGE_AVIF -> avif();
      case IMAGE_JPEG -> jpeg();
      case VIDEO_MP4_H264, VIDEO_WEBM_VP9, ORIGINAL ->
          throw new IllegalArgumentException("Not for images: " + target.strategy());
    };
  }

  @Override
  public String graph() {
    return "[0:"
        + probe.video().index()
        + "]scale="
        + target.width()
        + ":"
        + target.height()
        + ":flags=bicubic,setsar=1[picture]";
  }

  private List<String> webp() {
    List<String> words = new ArrayList<>();
    if (probe.animated()) {
      words.addAll(List.of("-c:v", "libwebp_anim", "-loop", "0"));
    } else {
      words.addAll(List.of("-frames:v", "1", "-c:v", "libwebp"));
    }
    words.addAll(
        List.of(
            "-quality",
            text(target.imageQuality()),
            "-compression_level",
            "4",
            "-pix_fmt",
            probe.video().alpha() ? "yuva420p" : "yuv420p",
            "-f",
            "webp"));
    return words;
  }

  private List<String> avif() {
    List<String> words = new ArrayList<>();
    if (!probe.animated()) {
      words.addAll(List.of("-frames:v", "1", "-still-picture", "1"));
    }
    words.addAll(
        List.of(
            "-c:v", "libaom-av1",
            "-usage", "allintra",
            "-cpu-used", "6",
            "-crf", text(10 + 63 * (100 - target.imageQuality()) / 100),
            "-pix_fmt", "yuv420p",
            "-threads", text(threads),
            "-f", "avif"));
    return words;
  }

  private List<String> jpeg() {
    return List.of(
        "-frames:v", "1",
        "-c:v", "mjpeg",
        "-q:v", text(Math.max(2, Math.round((100 - target.imageQuality()) / 3.6f))),
        "-huffman", "optimal",
        "-pix_fmt", "yuvj420p",
        "-f", "mjpeg");
  }

  private static String text(int number) {
    return Integer.toString(number);
  }
}
