package io.reelway.probe;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.media.AudioTrack;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.probe.FfprobeReport.Stream;
import io.reelway.source.Container;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what ffprobe said into what we believe. */
final class Reading {
  private static final Pattern FRACTION = Pattern.compile("(\\d{1,12})[/:](\\d{1,12})");

  private final Container container;
  private final FfprobeReport report;
  private final ProbeLimits limits;

  Reading(Container container, FfprobeReport report, ProbeLimits limits) {
    this.container = container;
    this.report = report;
    this.limits = limits;
  }

  Probe probe() {
    if (report.allStreams().size() > limits.streams()) {
      throw refuse(
          "The file has "
              + report.allStreams().size()
              + " tracks; at most "
              + limits.streams()
              + " are accepted.");
    }
    Stream picture = picture().orElseThrow(this::noPicture);
    Optional<Stream> sound = sound();
    Duration duration = container.kind() == MediaKind.VIDEO ? duration(picture) : null;
    if (duration != null && duration.compareTo(limits.duration()) > 0) {
      throw refuse(
          "The video is longer than the limit of " + limits.duration().toMinutes() + " minutes.");
    }
    return new Probe(
        container.name().toLowerCase(Locale.ROOT),
        container.demuxer(),
        container.kind(),
        isAnimated(picture),
        duration,
        track(picture),
        sound.map(Reading::soundTrack).orElse(null),
        warnings(picture, sound));
  }

  /** As a player would: the default track, then the largest; never a cover or a thumbnail. */
  private Optional<Stream> picture() {
    return report.allStreams().stream()
        .filter(stream -> stream.is("video"))
        .filter(stream -> !stream.has("attached_pic") && !stream.has("timed_thumbnails"))
        .max(
            Comparator.comparing((Stream stream) -> stream.has("default"))
                .thenComparing(stream -> (long) stream.width() * stream.height())
                .thenComparing(Comparator.comparingInt(Stream::index).reversed()));
  }

  private Optional<Stream> sound() {
    return container.kind() == MediaKind.IMAGE
        ? Optional.empty()
        : report.allStreams().stream()
            .filter(stream -> stream.is("audio") && stream.channels() > 0)
            .max(
                Comparator.comparing((Stream stream) -> stream.has("default"))
                    .thenComparing(Stream::channels)
                    .thenComparing(Comparator.comparingInt(Stream::index).reversed()));
  }

  private boolean isAnimated(Stream picture) {
    return switch (container) {
      case GIF -> number(picture.nb_frames()).orElse(2.0) > 1;
      case APNG -> true;
      default -> false;
    };
  }

  private StageException noPicture() {
    boolean sound = report.allStreams().stream().anyMatch(stream -> stream.is("audio"));
    return sound
        ? new StageException(
            ErrorCode.UNSUPPORTED_TYPE, "The file has sound but neither an image nor a video.")
        : new StageException(ErrorCode.PROBE_FAILED, ErrorCode.PROBE_FAILED.sentence());
  }

  private VideoTrack track(Stream stream) {
    if (stream.width() < 1 || stream.height() < 1) {
      throw new StageException(
          ErrorCode.PROBE_FAILED, "The file has a picture track without a picture.");
    }
    if ((long) stream.width() * stream.height() > limits.pixels()) {
      throw refuse(
          "The picture has "
              + stream.width()
              + " x "
              + stream.height()
              + " pixels; at most "
              + limits.pixels()
              + " are accepted.");
    }
    Rational aspect =
        fraction(stream.sample_aspect_ratio()).filter(Reading::isSane).orElse(Rational.ONE);
    int rotation = rotation(stream);
    int width = Math.max(1, (int) Math.round(stream.width() * aspect.value()));
    boolean lying = rotation % 180 != 0;
    return new VideoTrack(
        stream.index(),
        stream.codec_name() == null ? "unknown" : stream.codec_name(),
        lying ? stream.height() : width,
        lying ? width : stream.height(),
        aspect,
        container.kind() == MediaKind.VIDEO ? frameRate(stream).orElse(null) : null,
        stream.pix_fmt() == null ? "unknown" : stream.pix_fmt(),
        hasAlpha(stream),
        rotation);
  }

  private static AudioTrack soundTrack(Stream stream) {
    return new AudioTrack(
        stream.index(),
        stream.codec_name() == null ? "unknown" : stream.codec_name(),
        stream.channels(),
        number(stream.sample_rate()).map(Double::intValue).orElse(0));
  }

  private int rotation(Stream stream) {
    var ofStream =
        stream.side_data_list() == null
            ? List.<FfprobeReport.SideData>of()
            : stream.side_data_list();
    var ofFrame =
        report.allFrames().stream()
            .filter(frame -> frame.side_data_list() != null)
            .findFirst()
            .map(frame -> java.util.Objects.requireNonNull(frame.side_data_list()))
            .orElse(List.of());
    return java.util.stream.Stream.concat(ofStream.stream(), ofFrame.stream())
        .map(FfprobeReport.SideData::rotation)
        .filter(angle -> angle != null && Math.abs(angle) <= 360)
        .mapToInt(angle -> Math.floorMod(-Math.toIntExact(angle), 360))
        .map(angle -> (int) (Math.round(angle / 90.0) * 90 % 360))
        .findFirst()
        .orElse(0);
  }

  private static boolean hasAlpha(Stream stream) {
    boolean declared = stream.tags() != null && "1".equals(stream.tags().get("alpha_mode"));
    String format = stream.pix_fmt() == null ? "" : stream.pix_fmt();
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

  private @Nullable Duration duration(Stream stream) {
    return number(stream.duration())
        .or(() -> report.format() == null ? Optional.empty() : number(report.format().duration()))
        .filter(seconds -> seconds > 0 && seconds < 1e8)
        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
        .orElse(null);
  }

  private static Optional<Rational> frameRate(Stream stream) {
    return fraction(stream.avg_frame_rate())
        .filter(rate -> rate.numerator() > 0)
        .or(() -> fraction(stream.r_frame_rate()).filter(rate -> rate.numerator() > 0))
        .filter(rate -> rate.value() <= 1000);
  }

  private List<String> warnings(Stream picture, Optional<Stream> sound) {
    List<String> warnings = new ArrayList<>();
    if (container.kind() == MediaKind.VIDEO) {
      long dropped =
          report.allStreams().stream()
              .filter(stream -> stream.index() != picture.index())
              .filter(stream -> sound.isEmpty() || stream.index() != sound.get().index())
              .filter(stream -> stream.is("subtitle") || stream.is("video") || stream.is("audio"))
              .filter(stream -> !stream.has("attached_pic"))
              .count();
      if (dropped > 0) {
        warnings.add(
            dropped == 1
                ? "One further track (picture, sound or subtitles) is left out."
                : dropped + " further tracks (picture, sound or subtitles) are left out.");
      }
    }
    return warnings;
  }

  /** Pixels up to sixteen times as wide as high occur; beyond that a header lies. */
  private static boolean isSane(Rational aspect) {
    return aspect.numerator() > 0 && aspect.value() <= 16 && aspect.value() >= 1.0 / 16;
  }

  private static Optional<Rational> fraction(@Nullable String text) {
    Matcher parts = FRACTION.matcher(text == null ? "" : text);
    if (!parts.matches() || Long.parseLong(parts.group(2)) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Rational(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))));
  }

  private static Optional<Double> number(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(Double.parseDouble(text));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  private static StageException refuse(String sentence) {
    return new StageException(ErrorCode.INVALID_INPUT, sentence);
  }
}
