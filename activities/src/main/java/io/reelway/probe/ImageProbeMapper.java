package io.reelway.probe;

import io.reelway.failure.StageException;
import io.reelway.image.Animation;
import io.reelway.image.Canvas;
import io.reelway.image.PictureFile;
import io.reelway.image.heif.HeifComposition;
import io.reelway.job.ErrorCode;
import io.reelway.media.ImageTrack;
import io.reelway.media.MediaKind;
import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.probe.FfprobeReport.Stream;
import io.reelway.source.Container;
import java.util.List;
import java.util.Locale;

/**
 * Maps the ffprobe report of an image and the facts of our own reader to a probe. ffprobe lists the
 * tiles, thumbnails and alpha planes of a HEIF file side by side, and finds nothing in an animated
 * WebP. For these, the facts of our reader count.
 */
final class ImageProbeMapper {
  /** Maximum pixels of an animated WebP, because the decoder holds the canvas in memory. */
  private static final int LARGEST_ANIMATION = 4096 * 4096;

  private final Container container;
  private final FfprobeReport report;
  private final PictureFile file;
  private final Acceptance acceptance;

  ImageProbeMapper(
      Container container, FfprobeReport report, PictureFile file, Acceptance acceptance) {
    this.container = container;
    this.report = report;
    this.file = file;
    this.acceptance = acceptance;
  }

  /** Whether ffprobe cannot report anything about the file. */
  static boolean speaksForItself(Container container, PictureFile file) {
    return container == Container.WEBP && file.animated();
  }

  /**
   * Refuses a HEIF file that names no picture, or none that Reelway reads. ffprobe has nothing to
   * measure there.
   */
  static void requirePicture(Container container, PictureFile file) {
    if (container == Container.HEIF && file.canvas() == null) {
      throw new StageException(ErrorCode.PROBE_FAILED, "The file contains no image.");
    }
    if (container == Container.HEIF && file.layers() == null) {
      throw new StageException(
          ErrorCode.UNSUPPORTED_TYPE, "The main image of the file has an unsupported type.");
    }
  }

  Probe probe() {
    acceptance.streams(
        (int) report.allStreams().stream().filter(ImageProbeMapper::isWhole).count());
    Animation animation = file.animation();
    int frames = animation == null ? 1 : animation.delays().size();
    ImageTrack track = track(animation != null, Math.max(1, frames));
    Picture picture = track.picture();
    acceptance.picture(picture.width(), picture.height());
    acceptance.frames(frames);
    acceptance.work(picture.width(), picture.height(), frames);
    return new Probe(
        container.name().toLowerCase(Locale.ROOT),
        container.demuxer(),
        animation == null ? null : animation.length(),
        List.of(track),
        warnings());
  }

  /**
   * Warns when an animated file has sound, because an image has none. Some videos are wrapped as
   * images.
   */
  private List<String> warnings() {
    return file.animated() && report.allStreams().stream().anyMatch(stream -> stream.is("audio"))
        ? List.of("The sound of the animation is left out; image formats have none.")
        : List.of();
  }

  /** Whether the stream is a whole picture, not a tile of a larger one. */
  private static boolean isWhole(Stream stream) {
    return !stream.has("dependent");
  }

  private ImageTrack track(boolean animated, int frames) {
    Canvas canvas = file.canvas();
    if (speaksForItself(container, file) && canvas != null) {
      if (canvas.pixels() > LARGEST_ANIMATION) {
        throw new StageException(
            ErrorCode.INVALID_INPUT,
            "The animation has %d x %d pixels; at most %d are accepted."
                .formatted(canvas.width(), canvas.height(), LARGEST_ANIMATION));
      }
      Picture shown = Picture.plain(canvas.width(), canvas.height(), "rgba", /* alpha= */ true);
      return new ImageTrack(0, "webp", shown, animated, frames);
    }
    Stream stream = stream();
    return new ImageTrack(stream.index(), stream.codec(), picture(stream), animated, frames);
  }

  private Picture picture(Stream stream) {
    Canvas canvas = file.canvas();
    HeifComposition layers = file.layers();
    Picture shown = new PictureProbeMapper(MediaKind.IMAGE, report.allFrames()).picture(stream);
    boolean alpha =
        file.inks() == null
            && !file.opaque()
            && (shown.alpha() || (layers != null && layers.alpha() != null));
    return layers == null || canvas == null
        ? sized(shown, shown.width(), shown.height(), alpha)
        : sized(shown, upright(layers, canvas).width(), upright(layers, canvas).height(), alpha);
  }

  private Stream stream() {
    Stream picture =
        new Tracks(report.allStreams(), container)
            .picture()
            .orElseThrow(() ->
                new StageException(ErrorCode.PROBE_FAILED, ErrorCode.PROBE_FAILED.sentence()));
    if (picture.width() < 1 || picture.height() < 1) {
      throw new StageException(
          ErrorCode.PROBE_FAILED, "The image is damaged, or its coding is not supported.");
    }
    return picture;
  }

  private static Canvas upright(HeifComposition layers, Canvas canvas) {
    return layers.lying()
        ? new Canvas(/* width= */ canvas.height(), /* height= */ canvas.width())
        : canvas;
  }

  private static Picture sized(Picture shown, int width, int height, boolean alpha) {
    return new Picture(
        width, height, Rational.ONE, shown.pixelFormat(), alpha, shown.colour(), shown.rotation());
  }
}
