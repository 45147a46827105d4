package io.reelway.strategy;

import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.movie.WebmFrameRate;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Expectation;
import io.reelway.plan.Expectation.SizeRule;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.plan.MediaType;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Workload;
import io.reelway.spec.OutputSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Encodes the picture track of a video, and its sound if there is any. */
public abstract non-sealed class VideoStrategy implements Strategy {
  /** No cap of the bit rate. */
  static final int UNCAPPED = 0;

  private final StrategyId id;
  private final MediaType type;
  private final Offer offer;

  /**
   * @param id the name of the strategy
   * @param type the media type of the output
   * @param offer what a request names to choose it
   */
  protected VideoStrategy(String id, MediaType type, Offer offer) {
    this.id = new StrategyId(id);
    this.type = type;
    this.offer = offer;
  }

  @Override
  public final Offer offer() {
    return offer;
  }

  @Override
  public final StrategyId id() {
    return id;
  }

  @Override
  public final Set<String> encoders() {
    return Set.of(pictureEncoder(), soundEncoder());
  }

  @Override
  public final Set<String> encoders(Attempt attempt) {
    EncoderSettings.Audio audio = attempt.settings().audio();
    if (audio == null) {
      return Set.of(pictureEncoder());
    }
    String codec = audio.codec();
    return Set.of(pictureEncoder(), codec == null ? soundEncoder() : SoundCodecs.encoder(codec));
  }

  /** The media type of the output. */
  public final MediaType type() {
    return type;
  }

  /** ffmpeg's name of the encoder of the picture. */
  protected abstract String pictureEncoder();

  /** ffmpeg's name of the encoder of the sound. */
  protected abstract String soundEncoder();

  /** Options of the picture's encoder, after {@code -c:v}, except those of {@link #quality}. */
  protected abstract List<String> options(VideoTask task);

  /**
   * Options of the picture's encoder for a constant quality.
   *
   * @param kbps cap of the bit rate in kbit/s; {@link #UNCAPPED} for none
   */
  protected abstract List<String> quality(double crf, int kbps);

  /** A constant rate factor as ffmpeg's options take it. */
  static String factor(double crf) {
    return BigDecimal.valueOf(crf).stripTrailingZeros().toPlainString();
  }

  /** The options of a factor and a cap that most encoders share. */
  static List<String> ofFactor(double crf, int kbps) {
    List<String> words = new ArrayList<>(List.of("-crf", factor(crf)));
    if (kbps != UNCAPPED) {
      words.addAll(List.of("-maxrate", kbps + "k", "-bufsize", 2 * kbps + "k"));
    }
    return words;
  }

  /**
   * Options of the picture's encoder for a mean bit rate, in one of two passes.
   *
   * @param kbps mean bit rate in kbit/s
   * @param pass 1 to measure, 2 to encode
   * @param log the file that the first pass writes
   */
  protected List<String> rate(int kbps, int pass, Path log) {
    return List.of(
        "-b:v", kbps + "k", "-pass", Integer.toString(pass), "-passlogfile", log.toString());
  }

  /** Whether a mean bit rate needs a first pass that measures the video. */
  public boolean measuresFirst() {
    return true;
  }

  /** The lowest constant rate factor of a search. */
  public double bestFactor() {
    return 1;
  }

  /** The highest constant rate factor. */
  public double worstFactor() {
    return 51;
  }

  /**
   * The usual fall of the natural logarithm of the bytes when the factor rises by 1; 0 if it was
   * not measured.
   */
  public double fallOfFactor() {
    return 0;
  }

  /** The distance of two constant rate factors. */
  public double stepOfFactor() {
    return 0.25;
  }

  /** ffmpeg's name of the format of the output. */
  protected abstract String format();

  /** The minimum length of a side in pixels. Smaller videos need another strategy. */
  protected int shortestSide() {
    return 1;
  }

  /**
   * Whether the encoder of a segment receives some frames before it. No frame after a forced key
   * frame may then refer to one before it.
   */
  protected boolean warmsUp() {
    return false;
  }

  /** Options of the format of a whole output. */
  protected List<String> container(VideoTask task) {
    return List.of();
  }

  /**
   * ffmpeg's name of the format of a segment. It must keep the times that the output keeps, and
   * what the output says about the picture beside the stream. NUT keeps times exactly, also those
   * before zero.
   */
  protected String segmentFormat() {
    return "nut";
  }

  /** ffmpeg's name of the demuxer of a segment. */
  public String segmentDemuxer() {
    return "nut";
  }

  /** Whether the output rounds the times of frames to milliseconds. */
  public boolean roundsToMilliseconds() {
    return false;
  }

  /**
   * Options of the format when it receives encoded segments. They give the last frame its duration,
   * which segments do not tell.
   *
   * @param end when the last frame ends, in seconds
   */
  protected List<String> joined(double end) {
    return List.of("-bsf:v", FrameDurations.ofOrdered(end));
  }

  @Override
  public final Optional<Attempt> plan(Probe probe, OutputSpec spec, Duration timeLimit) {
    if (probe.kind() != MediaKind.VIDEO && !probe.animated()) {
      return Optional.empty();
    }
    Framing framing = Framing.of(probe.picture(), MediaKind.VIDEO, spec);
    if (Math.min(framing.size().width(), framing.size().height()) < shortestSide()) {
      return Optional.empty();
    }
    ExpectedPicture picture =
        new ExpectedPicture(
            Shape.VIDEO,
            framing.size().width(),
            framing.size().height(),
            probe.picture().alpha() && keepsAlpha(),
            LEAST_SIMILARITY);
    boolean sound = spec.hasSound(probe);
    Expectation expectation =
        new Expectation(picture, sound, length(probe, spec), false, SizeRule.SMALLER);
    EncoderSettings settings =
        EncoderSettings.of(
                settings(probe, spec, framing.size()),
                sound
                    ? new EncoderSettings.Audio(
                        spec.audioBitrateKbps(), spec.options().audioCodec())
                    : null)
            .with(spec.effort());
    Attempt attempt = new Attempt(id, type, settings, expectation, timeLimit, Workload.of(probe));
    return Optional.of(attempt.of(spec.excerpt(framing.crop())));
  }

  private static EncoderSettings.Video settings(Probe probe, OutputSpec spec, Size size) {
    return new EncoderSettings.Video(
        spec.videoCrf(),
        spec.videoBitrateKbps(Math.max(size.width(), size.height())),
        FrameRateCap.of(probe.pictureTrack(), spec.options().maxFrameRate()));
  }

  /** The length of an output; without sound, that of the picture. {@code null} if unknown. */
  static @Nullable Duration length(Probe probe, OutputSpec spec) {
    return spec.hasSound(probe) ? spec.length(probe.duration()) : spec.silentLength(probe);
  }

  /** All arguments of ffmpeg. */
  public final List<String> command(VideoTask task) {
    return new EncodeCommand(task.opening(), new VideoArguments(task, this))
        .arguments(task.source(), task.output(), task.attempt(), task.samples());
  }

  /** All arguments of ffmpeg for the first of two passes, which only measures the picture. */
  public final List<String> firstPass(VideoTask task) {
    return new VideoArguments(task, this).firstPass();
  }

  /** All arguments of ffmpeg for the sound of a divided video. */
  public final List<String> soundCommand(VideoTask task) {
    return new VideoArguments(task, this).soundAlone();
  }

  /**
   * The commands that join the parts of a divided video: all arguments of ffmpeg for each.
   *
   * @param attempt the attempt that the parts belong to
   * @param list the list of the segments, in the form of ffmpeg's demuxer {@code concat}
   * @param sound the sound; {@code null} without
   * @param start time of the first frame in seconds
   * @param end when the last frame ends, in seconds
   */
  public final List<List<String>> joinCommands(
      Attempt attempt, Path list, @Nullable Path sound, Path output, double start, double end) {
    return new JoinArguments(list, sound, output, start, format(), joined(end))
        .commands(attempt.picture().transparent());
  }

  /**
   * Writes what ffmpeg does not know into a whole output.
   *
   * @param frames its number of frames
   */
  public void complete(Path output, Attempt attempt, long frames) throws IOException {
    if (type.equals(MediaType.WEBM)) {
      WebmFrameRate.correct(output, frames, attempt.settings().frameRateCap());
    }
  }
}
