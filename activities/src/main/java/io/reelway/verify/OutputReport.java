package io.reelway.verify;

import io.reelway.ffmpeg.PresentationLength;
import io.reelway.plan.Expectation;
import io.reelway.plan.ExpectedPicture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What ffprobe reports about an output. */
record OutputReport(@Nullable List<Stream> streams, @Nullable Format format) {
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
        "format=duration"
            + ":stream=index,codec_type,width,height,start_time,duration,nb_read_packets"
            + ":stream_tags=alpha_mode,DURATION",
        "file:" + output);
  }

  /**
   * The video stream with the most packets: an animated AVIF has a still image before the
   * animation.
   */
  Optional<Stream> video() {
    return all().stream()
        .filter(stream -> "video".equals(stream.codec_type()))
        .max(Comparator.comparingLong(Stream::nb_read_packets));
  }

  /** ffmpeg's name of {@link #video()}. */
  String pictureStream() {
    return video().map(stream -> Integer.toString(stream.index())).orElse("v:0");
  }

  /**
   * The first deviation from the plan, in words for the log; empty when there is none.
   *
   * @param frames the number of frames that the encoder reported; 0 if it reported none
   */
  Optional<String> deviation(Expectation wanted, long frames) {
    boolean sound = all().stream().anyMatch(stream -> "audio".equals(stream.codec_type()));
    if (sound != wanted.sound()) {
      return Optional.of("sound " + (sound ? "unexpected" : "missing"));
    }
    Stream video = video().orElse(null);
    ExpectedPicture picture = wanted.picture();
    if (picture == null) {
      return video == null ? Optional.empty() : Optional.of("unexpected picture");
    }
    if (video == null || video.nb_read_packets() < 1) {
      return Optional.of("no picture");
    }
    return wanted.copied() ? Optional.empty() : deviation(video, picture, frames);
  }

  private static Optional<String> deviation(Stream video, ExpectedPicture wanted, long frames) {
    if (video.width() != wanted.width() || video.height() != wanted.height()) {
      return Optional.of("size " + video.width() + "x" + video.height());
    }
    if (frames > 0 && video.nb_read_packets() != frames) {
      return Optional.of(video.nb_read_packets() + " of " + frames + " frames");
    }
    if (wanted.transparent() && !video.hasAlpha()) {
      return Optional.of("not transparent");
    }
    return Optional.empty();
  }

  /** The length of the picture track of an animation; {@code null} if unknown. */
  @Nullable Duration pictureLength() {
    return lengthOf(video().stream().toList());
  }

  /** The length until both picture and sound have ended; {@code null} if unknown. */
  @Nullable Duration length() {
    return lengthOf(all());
  }

  private @Nullable Duration lengthOf(List<Stream> tracks) {
    PresentationLength length = new PresentationLength(format == null ? null : format.duration());
    tracks.forEach(
        track -> length.add(track.start_time(), track.duration(), track.tag("DURATION"), null));
    return length.get().orElse(null);
  }

  private List<Stream> all() {
    return streams == null ? List.of() : streams;
  }

  record Format(@Nullable String duration) {}

  record Stream(
      int index,
      @Nullable String codec_type,
      int width,
      int height,
      @Nullable String start_time,
      @Nullable String duration,
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
