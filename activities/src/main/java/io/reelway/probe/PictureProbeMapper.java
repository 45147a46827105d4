package io.reelway.probe;

import io.reelway.ffmpeg.FfprobeValues;
import io.reelway.media.Colour;
import io.reelway.media.MediaKind;
import io.reelway.media.Picture;
import io.reelway.media.Rational;
import io.reelway.probe.FfprobeReport.Frame;
import io.reelway.probe.FfprobeReport.SideData;
import io.reelway.probe.FfprobeReport.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes a picture track as it is displayed: upright, with square pixels. */
final class PictureProbeMapper {
  /** ffmpeg's name of the format of pixels that are numbers of colours in a palette. */
  private static final String PALETTE = "pal8";

  /** ffmpeg's name of the codec. */
  private static final String PNG = "png";

  /** Top or bottom field first, as stored and as displayed. */
  private static final Set<String> FIELD_ORDERS = Set.of("tt", "bb", "tb", "bt");

  /**
   * How far the average of a constant frame rate may be from the rate, as a share: the clock of a
   * camera may run a little fast or slow, and a few frames may be missing.
   */
  private static final double STEADY = 1.0 / 120;

  private final MediaKind kind;
  private final List<Frame> frames;

  /**
   * @param frames the first frames; empty when they were not read
   */
  PictureProbeMapper(MediaKind kind, List<Frame> frames) {
    this.kind = kind;
    this.frames = frames;
  }

  /** Describes the picture of a stream, which must have a size. */
  Picture picture(Stream stream) {
    // Images carry the resolutions of scanners and printers, which change nothing on a screen.
    Rational aspect =
        FfprobeValues.fraction(stream.sample_aspect_ratio())
            .filter(ratio -> kind == MediaKind.VIDEO && isSane(ratio))
            .orElse(Rational.ONE);
    int rotation = rotation(stream);
    int width = Math.max(1, (int) Math.round(stream.width() * aspect.value()));
    boolean lying = rotation % 180 != 0;
    return new Picture(
        lying ? stream.height() : width,
        lying ? width : stream.height(),
        aspect,
        stream.pixelFormat(),
        hasAlpha(stream),
        colour(stream),
        rotation);
  }

  /**
   * Clockwise rotation in degrees, a multiple of 90. Other angles count as 0: ffmpeg also leaves
   * the frame as it is and turns the picture within it. The absurd angles of broken display
   * matrices count as 0, too.
   */
  private int rotation(Stream stream) {
    List<SideData> sideData = new ArrayList<>(stream.sideData());
    frames.forEach(frame -> sideData.addAll(frame.sideData()));
    return sideData.stream()
        .map(SideData::rotation)
        .filter(angle -> angle != null && angle >= -360 && angle <= 360)
        .mapToInt(angle -> Math.floorMod(-angle.intValue(), 360))
        .map(angle ->
            Math.abs(angle % 90 - 45) >= 44 ? (int) (Math.round(angle / 90.0) * 90 % 360) : 0)
        .findFirst()
        .orElse(0);
  }

  private static Colour colour(Stream stream) {
    return new Colour(
        known(stream.color_range()),
        known(stream.color_space()),
        known(stream.color_primaries()),
        known(stream.color_transfer()));
  }

  private static @Nullable String known(@Nullable String name) {
    return name == null
            || name.equals("unknown")
            || name.equals("unspecified")
            || name.equals("reserved")
        ? null
        : name;
  }

  /** The palettes of videos are opaque; only those of images, and of PNGs, have transparency. */
  private boolean hasAlpha(Stream stream) {
    boolean declared = stream.tags() != null && "1".equals(stream.tags().get("alpha_mode"));
    boolean opaque =
        kind == MediaKind.VIDEO
            && stream.pixelFormat().equals(PALETTE)
            && !stream.codec().equals(PNG);
    return declared || (!opaque && hasAlpha(stream.pixelFormat()));
  }

  /** Whether a pixel format of ffmpeg may have transparency. */
  static boolean hasAlpha(String format) {
    return format.startsWith("yuva")
        || format.startsWith("gbrap")
        || format.startsWith("rgba")
        || format.startsWith("bgra")
        || format.startsWith("argb")
        || format.startsWith("abgr")
        || format.startsWith("ya")
        || format.startsWith("ayuv")
        || format.equals("uyva")
        || format.equals("vuya")
        || format.equals(PALETTE);
  }

  static Optional<Rational> frameRate(Stream stream) {
    return FfprobeValues.fraction(stream.avg_frame_rate())
        .filter(rate -> rate.numerator() > 0)
        .or(() ->
            FfprobeValues.fraction(stream.r_frame_rate()).filter(rate -> rate.numerator() > 0))
        .filter(rate -> rate.value() <= 1000);
  }

  /**
   * The rate of the grid on which the times of all frames lie, if it is faster than the average;
   * {@code null} for a steady rate. The grid of an interlaced video may count fields.
   */
  static @Nullable Rational peakRate(Stream stream) {
    Rational grid = FfprobeValues.fraction(stream.r_frame_rate()).orElse(null);
    double average =
        FfprobeValues.fraction(stream.avg_frame_rate()).map(Rational::value).orElse(0.0);
    if (grid == null || grid.value() <= average || isNear(grid.value(), average)) {
      return null;
    }
    return isInterlaced(stream) && isNear(grid.value(), 2 * average) ? null : grid;
  }

  private static boolean isNear(double one, double other) {
    return one > 0 && Math.abs(one - other) <= STEADY * other;
  }

  /** Whether each frame consists of two fields. */
  static boolean isInterlaced(Stream stream) {
    return stream.field_order() != null && FIELD_ORDERS.contains(stream.field_order());
  }

  /**
   * Whether the aspect ratio is plausible. Pixels up to sixteen times as wide as high occur; a
   * larger ratio comes from a broken header.
   */
  private static boolean isSane(Rational aspect) {
    return aspect.numerator() > 0 && aspect.value() <= 16 && aspect.value() >= 1.0 / 16;
  }
}
