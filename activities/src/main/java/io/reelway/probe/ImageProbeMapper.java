package io.reelway.probe;

import io.reelway.failure.StageException;
import io.reelway.image.Animation;
import io.reelway.image.Canvas;
import io.reelway.image.Orientation;
import io.reelway.image.PictureFile;
import io.reelway.image.heif.HeifComposition;
import io.reelway.job.ErrorCode;
import io.reelway.media.Colour;
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
 * Maps the facts of our own reader to a probe. Where the headers do not say everything, an ffprobe
 * report adds the rest. ffprobe decodes an image to find its size, and lists the tiles, thumbnails
 * and alpha planes of a HEIF file side by side, so size and transparency come from our reader.
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

  /** Whether the headers say everything that ffprobe would report. */
  static boolean isComplete(PictureFile file) {
    return file.canvas() != null && file.orientation() != null && file.pixelFormat() != null;
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
    Orientation orientation = file.orientation();
    String pixelFormat = file.pixelFormat();
    if (canvas != null && orientation != null && pixelFormat != null) {
      if (animated && container == Container.WEBP) {
        acceptComposed(canvas);
      }
      Picture shown = picture(orientation.upright(canvas), pixelFormat, orientation);
      return new ImageTrack(0, codec(), shown, animated, frames);
    }
    Stream stream = stream();
    return new ImageTrack(stream.index(), stream.codec(), picture(stream), animated, frames);
  }

  /** The frames of an animated WebP are composed here, on a canvas in memory. */
  private static void acceptComposed(Canvas canvas) {
    if (canvas.pixels() > LARGEST_ANIMATION) {
      throw new StageException(
          ErrorCode.INVALID_INPUT,
          "The animation has %d x %d pixels; at most %d are accepted."
              .formatted(canvas.width(), canvas.height(), LARGEST_ANIMATION));
    }
  }

  private Picture picture(Canvas upright, String pixelFormat, Orientation orientation) {
    boolean alpha =
        file.cmyk() == null && !file.opaque() && PictureProbeMapper.hasAlpha(pixelFormat);
    return new Picture(
        upright.width(),
        upright.height(),
        Rational.ONE,
        pixelFormat,
        alpha,
        Colour.UNSPECIFIED,
        orientation.degrees());
  }

  /** ffmpeg's name of the codec, which is that of the container for all formats but JPEG. */
  private String codec() {
    return container == Container.JPEG ? "mjpeg" : container.name().toLowerCase(Locale.ROOT);
  }

  private Picture picture(Stream stream) {
    Canvas canvas = file.canvas();
    HeifComposition layers = file.layers();
    Picture shown = new PictureProbeMapper(MediaKind.IMAGE, report.allFrames()).picture(stream);
    boolean alpha =
        file.cmyk() == null
            && !file.opaque()
            && (shown.alpha() || (layers != null && layers.alpha() != null));
    Orientation orientation = file.orientation();
    if (orientation != null) {
      Canvas upright = orientation.upright(new Canvas(stream.width(), stream.height()));
      return sized(shown, upright, alpha, orientation.degrees());
    }
    return layers == null || canvas == null
        ? sized(shown, new Canvas(shown.width(), shown.height()), alpha, shown.rotation())
        : sized(shown, upright(layers, canvas), alpha, shown.rotation());
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
    return layers.swapsWidthAndHeight()
        ? new Canvas(/* width= */ canvas.height(), /* height= */ canvas.width())
        : canvas;
  }

  private static Picture sized(Picture shown, Canvas size, boolean alpha, int rotation) {
    return new Picture(
        size.width(),
        size.height(),
        Rational.ONE,
        shown.pixelFormat(),
        alpha,
        shown.colour(),
        rotation);
  }
}
