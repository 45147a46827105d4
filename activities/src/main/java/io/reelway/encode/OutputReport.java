package io.reelway.encode;

import io.reelway.media.Probe;
import io.reelway.plan.FileType;
import io.reelway.plan.Strategy;
import io.reelway.plan.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What ffprobe says of an output. */
record OutputReport(@Nullable List<Stream> streams, @Nullable Format format) {
  private static final Pattern CLOCK = Pattern.compile("(\\d+):(\\d\\d):(\\d\\d\\.\\d+)");

  static List<String> arguments(Path output, String demuxer) {
    return List.of(
        "-v",
        "error",
        "-f",
        demuxer,
        "-count_packets",
        "-print_format",
        "json",
        "-show_entries",
        "format=duration:stream=codec_type,width,height,duration,nb_read_packets"
            + ":stream_tags=alpha_mode,DURATION",
        "file:" + output);
  }

  /** In an animated AVIF a still picture stands before the animation. */
  Optional<Stream> video() {
    return all().stream()
        .filter(stream -> "video".equals(stream.codec_type()))
        .max(Comparator.comparingLong(Stream::nb_read_packets));
  }

  /**
   * Where it is not what was planned, in words for the log.
   *
   * @param frames pictures that the encoder says it wrote
   */
  Optional<String> deviation(Probe probe, Target target, long frames) {
    Stream video = video().orElse(null);
    if (video == null || video.nb_read_packets() < 1) {
      return Optional.of("no picture");
    }
    boolean sound = all().stream().anyMatch(stream -> "audio".equals(stream.codec_type()));
    if (sound != (probe.audio() != null)) {
      return Optional.of("sound " + (sound ? "not wanted" : "missing"));
    }
    if (target.strategy() == Strategy.ORIGINAL) {
      return Optional.empty();
    }
    if (video.width() != target.width() || video.height() != target.height()) {
      return Optional.of("size " + video.width() + "x" + video.height());
    }
    if (frames > 0 && video.nb_read_packets() != frames) {
      return Optional.of(video.nb_read_packets() + " of " + frames + " frames");
    }
    if (probe.video().alpha() && target.fileType() == FileType.WEBM && !video.hasAlpha()) {
      return Optional.of("not transparent");
    }
    return Optional.empty();
  }

  /** Of the picture track; of the file where the track does not tell. */
  @Nullable Duration length() {
    Optional<Duration> ofTrack =
        video().flatMap(video -> seconds(video.duration()).or(() -> clock(video.tag("DURATION"))));
    return ofTrack
        .or(() -> format == null ? Optional.empty() : seconds(format.duration()))
        .orElse(null);
  }

  private List<Stream> all() {
    return streams == null ? List.of() : streams;
  }

  private static Optional<Duration> seconds(@Nullable Double value) {
    return value == null
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(Math.round(value * 1000)));
  }

  /** Matroska's way: {@code 00:00:05.005000000}. */
  private static Optional<Duration> clock(@Nullable String text) {
    Matcher parts = CLOCK.matcher(text == null ? "" : text);
    return parts.matches()
        ? seconds(
            3600 * Double.parseDouble(parts.group(1))
                + 60 * Double.parseDouble(parts.group(2))
                + Double.parseDouble(parts.group(3)))
        : Optional.empty();
  }

  record Format(@Nullable Double duration) {}

  record Stream(
      @Nullable String codec_type,
      int width,
      int height,
      @Nullable Double duration,
      long nb_read_packets,
      @Nullable Map<String, String> tags) {
    @Nullable String tag(String name) {
      return tags == null ? null : tags.get(name);
    }

    boolean hasAlpha() {
      return "1".equals(tag("alpha_mode"));
    }
  }
}
