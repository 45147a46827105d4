package io.reelway.encode;

import io.reelway.ffmpeg.EncodeProgress;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.media.Picture;
import io.reelway.plan.ExpectedPicture;
import io.reelway.strategy.ImageSamples;
import io.reelway.strategy.ImageSamples.Take;
import io.reelway.strategy.ImageStrategy;
import io.reelway.strategy.ImageTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learns from samples of an image how its size depends on its settings. */
final class ImageSizeSamples {
  private static final Logger LOG = LoggerFactory.getLogger(ImageSizeSamples.class);

  /**
   * With more bits for each pixel, images fit with nearly any quality, so samples would be wasted.
   */
  private static final double ENOUGH_BITS_OF_PIXEL = 3;

  private static final double ENOUGH_BITS_WITH_ALPHA = 5;

  /** Seams between the samples, and headers, cost so much, on the scale of a fall. */
  private static final double SEAMS = 0.04;

  private final Ffmpeg ffmpeg;

  ImageSizeSamples(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /** Whether samples may be worth their time. */
  static boolean areUseful(ExpectedPicture picture, boolean alpha, long maxBytes) {
    double pixels = (double) picture.width() * picture.height();
    double enough = alpha ? ENOUGH_BITS_WITH_ALPHA : ENOUGH_BITS_OF_PIXEL;
    return 8 * maxBytes < enough * pixels;
  }

  /**
   * Encodes samples.
   *
   * @return the curve; empty for a picture of which no samples can be taken
   */
  Optional<ImageSizeCurve> measure(
      EncodeTask task, ImageTask image, ImageStrategy strategy, ImageSizeCurve.Range range)
      throws IOException, InterruptedException {
    ImageSamples samples = ImageSamples.of(task.attempt().picture()).orElse(null);
    if (samples == null) {
      return Optional.empty();
    }
    Path folder = task.run().directory();
    List<Take> takes =
        new ArrayList<>(
            List.of(
                new Take(range.best(), 1, folder.resolve("sizes-best")),
                new Take(range.middle(), 1, folder.resolve("sizes-middle")),
                new Take(range.worst(), 1, folder.resolve("sizes-worst")),
                new Take(range.worst(), 0.5, folder.resolve("sizes-half"))));
    if (isUnscaled(task)) {
      takes.add(new Take(range.worst(), ImageSizeCurve.FIRST, folder.resolve("sizes-first")));
    }
    EncodeProgress done = new EncodeProgress(null, null);
    ToolResult result =
        task.run()
            .complete(ffmpeg.command(samples.command(image, strategy, takes)), done, report -> {});
    if (result.exitCode() != 0) {
      LOG.info("No samples, exit={}, errors={}", result.exitCode(), result.errors());
      return Optional.empty();
    }
    ImageSizeCurve curve = curve(range, takes, samples);
    LOG.debug("Sampled for a size, curve={}", curve);
    return Optional.of(curve);
  }

  /** Only then, the first step to smaller sides may lose much at once. */
  private static boolean isUnscaled(EncodeTask task) {
    ExpectedPicture planned = task.attempt().picture();
    Picture source = task.probe().picture();
    return (long) planned.width() * planned.height() == (long) source.width() * source.height();
  }

  private static ImageSizeCurve curve(
      ImageSizeCurve.Range range, List<Take> takes, ImageSamples samples) throws IOException {
    double[] bytes = new double[takes.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = Math.log((double) Math.max(1, Files.size(takes.get(i).output())));
      Files.delete(takes.get(i).output());
    }
    double planned = Math.exp(bytes[0] - SEAMS) * samples.timesLarger();
    double half = bytes[2] - bytes[3];
    return new ImageSizeCurve(
        range,
        bytes[0] - bytes[1],
        bytes[0] - bytes[2],
        bytes.length > 4 ? bytes[2] - bytes[4] : ImageSizeCurve.evenFirst(half),
        half,
        OptionalDouble.of(planned));
  }
}
