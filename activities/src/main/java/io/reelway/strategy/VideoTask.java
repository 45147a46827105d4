package io.reelway.strategy;

import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.plan.Attempt;
import io.reelway.plan.Effort;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Excerpt;
import io.reelway.plan.Segment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One encode of a video.
 *
 * @param probe the measured facts of the source
 * @param attempt the planned output
 * @param opening the options that restrict how ffmpeg opens the source
 * @param source the source file
 * @param sourceBytes the size of the source in bytes
 * @param output the file to write
 * @param samples the frames to store for the comparison
 * @param threads the maximum number of threads of one encoder, at least 1
 * @param segment the segment to encode; {@code null} for all of the source
 * @param origin the timestamp in the source, in seconds, at which the output of a divided video
 *     begins; {@code null} if it is encoded whole
 * @param firstFrame the frame that is shown at the start of the excerpt; {@code null} if it begins
 *     with the start
 */
public record VideoTask(
    Probe probe,
    Attempt attempt,
    List<String> opening,
    Path source,
    long sourceBytes,
    Path output,
    Samples samples,
    int threads,
    @Nullable Segment segment,
    @Nullable Double origin,
    @Nullable FirstFrame firstFrame) {
  private static final Rational FASTEST = new Rational(121, 2);
  private static final Rational USUAL = new Rational(30, 1);

  public VideoTask {
    opening = List.copyOf(opening);
  }

  /**
   * The settings of the picture's encoder.
   *
   * @throws NullPointerException for a copy
   */
  EncoderSettings.Video settings() {
    return Objects.requireNonNull(attempt.settings().video(), "settings of a video");
  }

  /** How much processor time the encoder may take. */
  Effort effort() {
    return attempt.settings().chosenEffort();
  }

  /**
   * Frames per second of the output, for encoders that spread the bit rate by it; a usual one if
   * the source does not tell its own.
   */
  public Rational frameRate() {
    Rational cap = settings().frameRateCap();
    Rational own = probe.pictureTrack().frameRate();
    if (own == null || own.numerator() == 0) {
      return USUAL;
    }
    Rational most = cap == null ? FASTEST : cap;
    return own.compareTo(most) > 0 ? most : own;
  }

  /** A task whose first frame begins where it starts. */
  public VideoTask(
      Probe probe,
      Attempt attempt,
      List<String> opening,
      Path source,
      long sourceBytes,
      Path output,
      Samples samples,
      int threads,
      @Nullable Segment segment,
      @Nullable Double origin) {
    this(
        probe,
        attempt,
        opening,
        source,
        sourceBytes,
        output,
        samples,
        threads,
        segment,
        origin,
        null);
  }

  /** Whether ffmpeg finds every time of a video without reading all before it. */
  public static boolean hasIndex(Probe probe) {
    return Trim.hasIndex(probe);
  }

  /** Where the output begins in the source, in seconds. */
  public double start() {
    Excerpt part = attempt.excerpt();
    return part == null ? 0 : Objects.requireNonNullElse(part.start(), 0.0);
  }

  /** When the picture of the output ends, by the headers; {@code null} if unknown. */
  public @Nullable Duration pictureEnd() {
    Duration picture = probe.silentLength();
    Excerpt part = attempt.excerpt();
    if (picture != null
        && start() == 0
        && probe.countsByTracks()
        && !attempt.expectation().sound()) {
      picture = picture.minus(probe.pictureBegin());
    }
    if (picture == null || part == null) {
      return picture;
    }
    Duration left = picture.minus(time(part.start()));
    return part.duration() == null || left.compareTo(time(part.duration())) < 0
        ? left
        : time(part.duration());
  }

  private static Duration time(@Nullable Double seconds) {
    return seconds == null ? Duration.ZERO : Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /**
   * The same that begins with a frame.
   *
   * @param frame its first frame; {@code null} if it begins with the start
   */
  public VideoTask beginningWith(@Nullable FirstFrame frame) {
    return copy(probe, attempt, frame);
  }

  /** The same of a source whose length was measured. */
  public VideoTask lasting(Duration length) {
    Probe measured =
        new Probe(probe.container(), probe.demuxer(), length, probe.tracks(), probe.warnings());
    return copy(measured, attempt, firstFrame);
  }

  /** The same from another time of the source. */
  VideoTask startingAt(double start) {
    Excerpt part = attempt.excerpt();
    Excerpt moved =
        new Excerpt(
            part == null ? null : part.crop(), start, part == null ? null : part.duration());
    return with(attempt.of(moved)).beginningWith(null);
  }

  /** The same with another attempt, which has the same start. */
  public VideoTask with(Attempt other) {
    return copy(probe, other, firstFrame);
  }

  private VideoTask copy(Probe facts, Attempt planned, @Nullable FirstFrame frame) {
    return new VideoTask(
        facts,
        planned,
        opening,
        source,
        sourceBytes,
        output,
        samples,
        threads,
        segment,
        origin,
        frame);
  }

  /** The constant rate factor of the picture's encoder; lower is better. */
  public double crf() {
    return settings().crf();
  }
}
