package io.reelway.probe;

import io.reelway.failure.StageException;
import io.reelway.image.Animation;
import io.reelway.image.Canvas;
import io.reelway.image.PictureFile;
import io.reelway.image.heif.HeifComposition;
import io.reelway.job.ErrorCode;
import io.reelway.media.Colour;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.probe.FfprobeReport.Stream;
import io.reelway.source.Container;
import java.util.List;
import java.util.Locale;

/**
 * Turns what ffprobe and the file itself say of an image into what we believe. Of a HEIF file
 * ffprobe lists tiles, thumbnails and transparency one beside the other, and in an animated WebP it
 * finds nothing; there the file's own word counts.
 */
final class ImageProbeMapper {
  /** Pixels of an animated WebP: its canvas is held in memory. */
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

  /** Whether ffprobe has nothing to say. */
  static boolean speaksForItself(Container container, PictureFile file) {
    return container == Container.WEBP && file.animated();
  }

  /**
   * Refuses a HEIF file that names no picture, or none that is read: there is nothing to ask
   * ffprobe.
   */
  static void requirePicture(Container container, PictureFile file) {
    if (container == Container.HEIF && file.canvas() == null) {
      throw new StageException(ErrorCode.PROBE_FAILED, "The file has no picture in it.");
    }
    if (container == Container.HEIF && file.layers() == null) {
      throw new StageException(
          ErrorCode.UNSUPPORTED_TYPE, "The file's main picture is of a kind that is not read.");
    }
  }

  Probe probe() {
    acceptance.streams(
        (int) report.allStreams().stream().filter(ImageProbeMapper::isWhole).count());
    VideoTrack track = track();
    Animation animation = file.animation();
    int frames = animation == null ? 1 : animation.delays().size();
    acceptance.picture(track.width(), track.height());
    acceptance.frames(frames);
    acceptance.work(track.width(), track.height(), frames);
    return new Probe(
        container.name().toLowerCase(Locale.ROOT),
        container.demuxer(),
        MediaKind.IMAGE,
        animation != null,
        animation == null ? null : animation.length(),
        track,
        null,
        warnings(),
        Math.max(1, frames));
  }

  /** An image has no sound; films are now and then wrapped as one. */
  private List<String> warnings() {
    return file.animated() && report.allStreams().stream().anyMatch(stream -> stream.is("audio"))
        ? List.of("The sound of the animation is left out; images have none.")
        : List.of();
  }

  /** Not a tile of a larger picture. */
  private static boolean isWhole(Stream stream) {
    return !stream.has("dependent");
  }

  private VideoTrack track() {
    Canvas canvas = file.canvas();
    if (speaksForItself(container, file) && canvas != null) {
      if (canvas.pixels() > LARGEST_ANIMATION) {
        throw new StageException(
            ErrorCode.INVALID_INPUT,
            "The animation has %d x %d pixels; at most %d are accepted."
                .formatted(canvas.width(), canvas.height(), LARGEST_ANIMATION));
      }
      return new VideoTrack(
          0,
          "webp",
          canvas.width(),
          canvas.height(),
          Rational.ONE,
          null,
          "rgba",
          true,
          false,
          Colour.UNSPECIFIED,
          0);
    }
    HeifComposition layers = file.layers();
    VideoTrack shown = new PictureProbeMapper(MediaKind.IMAGE, report.allFrames()).track(picture());
    boolean alpha =
        file.inks() == null
            && !file.opaque()
            && (shown.alpha() || (layers != null && layers.alpha() != null));
    return layers == null || canvas == null
        ? sized(shown, shown.width(), shown.height(), alpha)
        : sized(shown, upright(layers, canvas).width(), upright(layers, canvas).height(), alpha);
  }

  private Stream picture() {
    Stream picture =
        new Tracks(report.allStreams(), container)
            .picture()
            .orElseThrow(() ->
                new StageException(ErrorCode.PROBE_FAILED, ErrorCode.PROBE_FAILED.sentence()));
    if (picture.width() < 1 || picture.height() < 1) {
      throw new StageException(
          ErrorCode.PROBE_FAILED, "The picture is damaged, or coded in a way that cannot be read.");
    }
    return picture;
  }

  private static Canvas upright(HeifComposition layers, Canvas canvas) {
    return layers.lying()
        ? new Canvas(/* width= */ canvas.height(), /* height= */ canvas.width())
        : canvas;
  }

  private static VideoTrack sized(VideoTrack shown, int width, int height, boolean alpha) {
    return new VideoTrack(
        shown.index(),
        shown.codec(),
        width,
        height,
        Rational.ONE,
        null,
        shown.pixelFormat(),
        alpha,
        false,
        shown.colour(),
        shown.rotation());
  }
}
