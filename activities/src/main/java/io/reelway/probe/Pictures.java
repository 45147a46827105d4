package io.reelway.probe;

import io.reelway.media.MediaKind;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.probe.FfprobeReport.Frame;
import io.reelway.probe.FfprobeReport.SideData;
import io.reelway.probe.FfprobeReport.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Describes a picture track as it is shown: upright, with square pixels. */
final class Pictures {
  private final MediaKind kind;
  private final List<Frame> frames;

  /**
   * @param frames the first frames, where they were looked at
   */
  Pictures(MediaKind kind, List<Frame> frames) {
    this.kind = kind;
    this.frames = frames;
  }

  /** The stream must have a size. */
  VideoTrack track(Stream stream) {
    Rational aspect =
        Numbers.fraction(stream.sample_aspect_ratio())
            .filter(Pictures::isSane)
            .orElse(Rational.ONE);
    int rotation = rotation(stream);
    int width = Math.max(1, (int) Math.round(stream.width() * aspect.value()));
    boolean lying = rotation % 180 != 0;
    return new VideoTrack(
        stream.index(),
        stream.codec(),
        lying ? stream.height() : width,
        lying ? width : stream.height(),
        aspect,
        kind == MediaKind.VIDEO ? frameRate(stream).orElse(null) : null,
        stream.pixelFormat(),
        hasAlpha(stream),
        rotation);
  }

  /** Clockwise quarter turns; the absurd angles of broken display matrices count as none. */
  private int rotation(Stream stream) {
    List<SideData> sideData = new ArrayList<>(stream.sideData());
    frames.forEach(frame -> sideData.addAll(frame.sideData()));
    return sideData.stream()
        .map(SideData::rotation)
        .filter(angle -> angle != null && Math.abs(angle) <= 360)
        .mapToInt(angle -> Math.floorMod(-Math.toIntExact(angle), 360))
        .map(angle -> (int) (Math.round(angle / 90.0) * 90 % 360))
        .findFirst()
        .orElse(0);
  }

  private static boolean hasAlpha(Stream stream) {
    boolean declared = stream.tags() != null && "1".equals(stream.tags().get("alpha_mode"));
    String format = stream.pixelFormat();
    return declared
        || format.startsWith("yuva")
        || format.startsWith("gbrap")
        || format.startsWith("rgba")
        || format.startsWith("bgra")
        || format.startsWith("argb")
        || format.startsWith("abgr")
        || format.startsWith("ya")
        || format.equals("pal8");
  }

  private static Optional<Rational> frameRate(Stream stream) {
    return Numbers.fraction(stream.avg_frame_rate())
        .filter(rate -> rate.numerator() > 0)
        .or(() -> Numbers.fraction(stream.r_frame_rate()).filter(rate -> rate.numerator() > 0))
        .filter(rate -> rate.value() <= 1000);
  }

  /** Pixels up to sixteen times as wide as high occur; beyond that a header lies. */
  private static boolean isSane(Rational aspect) {
    return aspect.numerator() > 0 && aspect.value() <= 16 && aspect.value() >= 1.0 / 16;
  }
}
