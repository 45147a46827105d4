package io.reelway.encode;

import io.reelway.image.Animation;
import io.reelway.media.Probe;
import io.reelway.plan.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of the command line that makes an image, still or animated. The numbers were measured:
 * decision 0031.
 */
final class ImageArguments implements EncodeCommand.Part {
  /** An edge that is a little soft in its colours is not seen; one of its shape is. */
  private static final String ALPHA_CRF = "12";

  private final ImageInput input;
  private final Target target;
  private final int threads;
  private final ImageFilters filters;

  ImageArguments(ImageInput input, Probe probe, Target target, ImageStyle style, int threads) {
    this.input = input;
    this.target = target;
    this.threads = threads;
    this.filters = new ImageFilters(input, probe, target, style);
  }

  /** How a HEIF file is to be turned is known from the file; ffmpeg would turn it once more. */
  @Override
  public List<String> input() {
    List<String> words = new ArrayList<>();
    if (input.animation() == null) {
      words.addAll(List.of("-threads", "1"));
    }
    if (input.layers() != null) {
      words.add("-noautorotate");
    }
    return words;
  }

  @Override
  public String graph() {
    return filters.graph();
  }

  @Override
  public List<String> output() {
    List<String> words = new ArrayList<>();
    if (filters.separateAlpha()) {
      words.addAll(List.of("-map", "[alpha]"));
    }
    words.addAll(timing());
    words.addAll(
        switch (target.strategy()) {
          case IMAGE_WEBP -> webp();
          case IMAGE_AVIF -> avif();
          case IMAGE_JPEG -> jpeg();
          default -> throw new IllegalArgumentException("Not for images: " + target.strategy());
        });
    return words;
  }

  /** Milliseconds: with the encoder's own idea, one frame rate, delays would be rounded to it. */
  private List<String> timing() {
    return input.animation() == null
        ? List.of("-frames:v", "1")
        : List.of("-fps_mode", "passthrough", "-enc_time_base", "1:1000");
  }

  private List<String> webp() {
    List<String> words = new ArrayList<>();
    Animation animation = input.animation();
    if (animation == null) {
      words.addAll(List.of("-c:v", "libwebp"));
    } else {
      words.addAll(List.of("-c:v", "libwebp_anim", "-loop", text(animation.plays())));
    }
    words.addAll(
        filters.isLossless()
            ? List.of("-lossless", "1")
            : List.of("-quality", text(target.imageQuality())));
    words.addAll(List.of("-compression_level", "4", "-f", "webp"));
    return words;
  }

  private List<String> avif() {
    List<String> words = new ArrayList<>(List.of("-c:v", "libaom-av1"));
    Animation animation = input.animation();
    if (animation == null) {
      words.addAll(List.of("-still-picture", "1", "-usage", "allintra", "-cpu-used", "7"));
    } else {
      words.addAll(List.of("-usage", "good", "-cpu-used", "8", "-row-mt", "1"));
      words.addAll(List.of("-loop", text(animation.plays())));
      if (animation.retimed()) {
        words.addAll(List.of("-bsf:v", FrameTimes.endOf(animation)));
      }
    }
    int crf = avifCrf(target.imageQuality());
    words.addAll(List.of("-crf", text(ImageFilters.isIcon(target) ? crf / 2 : crf)));
    if (filters.separateAlpha()) {
      words.addAll(List.of("-crf:v:1", ALPHA_CRF));
    }
    words.addAll(List.of("-threads", text(threads), "-f", "avif"));
    return words;
  }

  private List<String> jpeg() {
    return List.of(
        "-c:v", "mjpeg",
        "-q:v", text(jpegScale(target.imageQuality())),
        "-huffman", "optimal",
        "-f", "mjpeg");
  }

  /** What looks as good as WebP of that quality. */
  private static int avifCrf(int quality) {
    return Math.clamp(Math.round(82 - 0.72 * quality), 1, 63);
  }

  /** What looks as good as WebP of that quality. */
  private static int jpegScale(int quality) {
    return Math.clamp(Math.round((100 - quality) / 5.6), 2, 31);
  }

  private static String text(int number) {
    return Integer.toString(number);
  }
}
