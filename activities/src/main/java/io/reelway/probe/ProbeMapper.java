package io.reelway.probe;

import io.reelway.failure.StageException;
import io.reelway.ffmpeg.FfprobeValues;
import io.reelway.ffmpeg.PresentationLength;
import io.reelway.job.ErrorCode;
import io.reelway.media.AudioTrack;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.Track;
import io.reelway.media.VideoTrack;
import io.reelway.probe.FfprobeReport.Stream;
import io.reelway.source.Container;
import io.reelway.source.ContainerDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps the ffprobe report of a video, or of sound alone, to a probe. */
final class ProbeMapper {
  /** Even a constant black picture needs more bits per second, so a longer duration is wrong. */
  private static final long LEAST_BITS_PER_SECOND = 100;

  private final Container container;
  private final FfprobeReport report;
  private final Acceptance acceptance;
  private final long bytes;
  private final EditLists edits;
  private final Tracks tracks;

  /**
   * @param tracks the tracks of the report
   * @param bytes size of the file
   * @param edits edit lists of its tracks
   */
  ProbeMapper(
      Container container,
      FfprobeReport report,
      Tracks tracks,
      Acceptance acceptance,
      long bytes,
      EditLists edits) {
    this.edits = edits;
    this.bytes = bytes;
    this.container = container;
    this.report = report;
    this.acceptance = acceptance;
    this.tracks = tracks;
  }

  /**
   * Whether it counts as sound alone: it has sound, but no picture except for a cover. If nothing
   * else is wanted, a picture that cannot be decoded does not count either.
   */
  boolean isSoundAlone(SoundAlone sound) {
    boolean noPicture =
        switch (sound) {
          case REFUSED -> false;
          case ACCEPTED -> !tracks.havePicture();
          case WANTED -> tracks.picture().isEmpty();
        };
    return noPicture && tracks.sound().isPresent();
  }

  /** The probe of sound without a picture. */
  Probe soundAlone() {
    acceptance.streams(report.allStreams().size());
    Stream sound = tracks.sound().orElseThrow(() -> noPicture(tracks));
    PresentationLength length = length();
    add(sound, length);
    Duration duration = length.get().filter(this::isPlausible).orElse(null);
    if (duration != null) {
      acceptance.length(duration);
    }
    return new Probe(
        container.name().toLowerCase(Locale.ROOT),
        container.demuxer(),
        duration,
        List.of(soundTrack(sound, duration)),
        tracks.leftOut(sound, Optional.of(sound)));
  }

  Probe probe() {
    acceptance.streams(report.allStreams().size());
    Stream picture = tracks.picture().orElseThrow(() -> noPicture(tracks));
    if (picture.width() < 1 || picture.height() < 1) {
      throw new StageException(
          ErrorCode.PROBE_FAILED, "The file has a picture track without a picture.");
    }
    acceptance.picture(picture.width(), picture.height());
    Optional<Stream> sound = tracks.sound();
    Duration duration = duration(picture, sound);
    accept(picture, duration);
    return new Probe(
        container.name().toLowerCase(Locale.ROOT),
        container.demuxer(),
        duration,
        chosen(picture, sound),
        tracks.leftOut(picture, sound));
  }

  /**
   * Checks length and total pixels. The encoder's time limit bounds what a header does not tell.
   */
  private void accept(Stream picture, @Nullable Duration duration) {
    Optional<Double> counted = FfprobeValues.number(picture.nb_frames());
    if (counted.isPresent() && counted.get() > bytes) {
      throw new StageException(
          ErrorCode.PROBE_FAILED, "The file declares more frames than it has bytes.");
    }
    double frames = counted.orElse(1.0);
    if (duration != null) {
      acceptance.length(duration);
      double rate = PictureProbeMapper.frameRate(picture).map(Rational::value).orElse(1.0);
      frames = counted.orElse(rate * duration.toMillis() / 1000);
    }
    acceptance.work(picture.width(), picture.height(), frames);
  }

  private static StageException noPicture(Tracks tracks) {
    if (tracks.havePicture()) {
      return new StageException(
          ErrorCode.PROBE_FAILED, "The coding of the picture is not supported.");
    }
    return tracks.haveSound()
        ? new StageException(ErrorCode.UNSUPPORTED_TYPE, ContainerDetector.SOUND_ALONE)
        : new StageException(ErrorCode.PROBE_FAILED, ErrorCode.PROBE_FAILED.sentence());
  }

  private List<Track> chosen(Stream picture, Optional<Stream> sound) {
    List<Track> chosen = new ArrayList<>();
    @Nullable Duration end = sound.map(track -> end(picture, track)).orElse(null);
    @Nullable Duration begin = end == null ? null : begin(picture, sound.orElseThrow());
    chosen.add(
        new VideoTrack(
            picture.index(),
            picture.codec(),
            new PictureProbeMapper(MediaKind.VIDEO, report.allFrames()).picture(picture),
            PictureProbeMapper.frameRate(picture).orElse(null),
            PictureProbeMapper.isInterlaced(picture),
            begin == null || begin.isZero() ? null : begin,
            end,
            PictureProbeMapper.peakRate(picture)));
    sound.ifPresent(track -> chosen.add(soundTrack(track, end(track, picture))));
    return chosen;
  }

  /** When a track ends, from the start of the first of the two; {@code null} if unknown. */
  private @Nullable Duration end(Stream track, Stream other) {
    PresentationLength own = new PresentationLength(null);
    add(track, own);
    return own.get().map(begin(track, other)::plus).filter(this::isPlausible).orElse(null);
  }

  /** How long after the other track one begins; zero if before it. */
  private static Duration begin(Stream track, Stream other) {
    Duration late =
        FfprobeValues.time(track.start_time()).minus(FfprobeValues.time(other.start_time()));
    return late.isPositive() ? late : Duration.ZERO;
  }

  private static AudioTrack soundTrack(Stream stream, @Nullable Duration end) {
    return new AudioTrack(
        stream.index(),
        stream.codec(),
        stream.channels(),
        FfprobeValues.number(stream.sample_rate()).map(Double::intValue).orElse(0),
        FfprobeValues.number(stream.bit_rate())
            .map(Double::longValue)
            .filter(rate -> rate > 0)
            .orElse(null),
        end);
  }

  /**
   * Whether the file has enough bytes for that length. ffprobe has reported 143165 s for a
   * fragmented clip of one second.
   */
  private boolean isPlausible(Duration length) {
    return bytes * 8_000L / LEAST_BITS_PER_SECOND >= length.toMillis();
  }

  /**
   * The length of the tracks that are played; the length of the picture alone when that of both is
   * not plausible.
   */
  private @Nullable Duration duration(Stream picture, Optional<Stream> sound) {
    PresentationLength length = length();
    add(picture, length);
    PresentationLength alone = length();
    add(picture, alone);
    sound.ifPresent(track -> add(track, length));
    return length
        .get()
        .filter(this::isPlausible)
        .or(() -> alone.get().filter(this::isPlausible))
        .orElse(null);
  }

  private PresentationLength length() {
    FfprobeReport.Format file = report.format();
    return new PresentationLength(file == null ? null : file.duration());
  }

  private void add(Stream track, PresentationLength length) {
    length.add(track.start_time(), track.duration(), track.tag("DURATION"), mostPlayed(track));
  }

  /** The maximum played duration of a track of an MP4; {@code null} if only ffprobe tells. */
  private @Nullable Duration mostPlayed(Stream track) {
    Duration dropped = FfprobeValues.time(track.start_time());
    return edits.hasNone(track.index()) && dropped.isPositive()
        ? FfprobeValues.length(track.duration())
            .map(length -> length.minus(dropped))
            .filter(Duration::isPositive)
            .orElse(null)
        : edits.played(track.index()).orElse(null);
  }
}
