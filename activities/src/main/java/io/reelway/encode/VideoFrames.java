package io.reelway.encode;

import io.reelway.failure.StageException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.image.Animation;
import io.reelway.image.PictureHeaders;
import io.reelway.job.ErrorCode;
import io.reelway.media.ImageTrack;
import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.plan.Excerpt;
import io.reelway.plan.ExpectedPicture;
import io.reelway.source.Container;
import io.reelway.strategy.FirstFrame;
import io.reelway.strategy.FrameArguments;
import io.reelway.strategy.VideoTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one frame of a video, or an animation, as an image of its own, in the planned size. */
final class VideoFrames {
  private static final Logger LOG = LoggerFactory.getLogger(VideoFrames.class);

  /** Name of the file in the directory of the run. */
  static final String FILE = "frames.png";

  /** The moments at which a frame is looked for, as shares of the length. */
  private static final List<Double> MOMENTS =
      List.of(0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85);

  /** Of a video whose length nothing tells, the first seconds are looked at. */
  private static final Duration UNKNOWN_LENGTH = Duration.ofSeconds(10);

  /** Mean brightness of a frame that is neither black nor white; 16 to 235. */
  private static final double DARK = 36;

  private static final double BRIGHT = 215;

  /** A frame that is less than this many seconds away from a cut may be part of a transition. */
  private static final double NEAR = 0.25;

  /** The change between two frames that is a cut, on the scale of ffmpeg's {@code scdet}. */
  private static final double CUT = 10;

  private final Ffmpeg ffmpeg;
  private final ToolRun run;
  private final VideoTask task;
  private final FrameArguments arguments;
  private final FirstFrames firstFrames;

  /**
   * @param task the output of this task receives the frame as a PNG
   */
  VideoFrames(
      Ffmpeg ffmpeg, FirstFrames firstFrames, ToolRun run, VideoTask task, boolean keepAlpha) {
    this.ffmpeg = ffmpeg;
    this.firstFrames = firstFrames;
    this.run = run;
    this.task = task;
    this.arguments = new FrameArguments(task, keepAlpha);
  }

  /**
   * Takes the frame that is shown at the start of the excerpt; without a start, a sharp and bright
   * one.
   *
   * @return the facts of the image
   * @throws StageException with {@code PROBE_FAILED} when no frame decodes
   */
  Probe still() throws IOException, InterruptedException {
    Excerpt excerpt = task.attempt().excerpt();
    FirstFrame frame =
        excerpt == null || excerpt.start() == null
            ? best()
            : firstFrames.at(run, task, excerpt.start());
    Files.deleteIfExists(task.output());
    complete(arguments.first(frame));
    if (!exists()) {
      // Nothing decodes from there on.
      complete(arguments.last());
    }
    refuseNothing();
    return probe("png", null, 1);
  }

  /**
   * Takes the frames of the excerpt.
   *
   * @return the facts of the animation
   * @throws StageException with {@code PROBE_FAILED} when no frame decodes, and with {@code
   *     INVALID_INPUT} when there are too many
   */
  Probe moving() throws IOException, InterruptedException {
    complete(arguments.moving());
    refuseNothing();
    Animation animation = PictureHeaders.read(task.output(), Container.APNG).animation();
    if (animation != null && animation.delays().size() > FrameArguments.MOST_FRAMES) {
      throw new StageException(ErrorCode.INVALID_INPUT, FrameArguments.TOO_MANY_FRAMES);
    }
    return animation == null
        ? probe("png", null, 1)
        : probe("apng", animation.length(), animation.delays().size());
  }

  private void complete(List<String> words) throws IOException, InterruptedException {
    ToolResult result = run.complete(ffmpeg.command(words));
    if (result.ranOutOfSpace()) {
      throw new IOException("The scratch disk of this worker is full");
    }
    if (!result.errors().isEmpty()) {
      LOG.info("ffmpeg reported errors, exit={}, errors={}", result.exitCode(), result.errors());
    }
  }

  private void refuseNothing() throws IOException {
    if (!exists()) {
      throw new StageException(
          ErrorCode.PROBE_FAILED, "No frame of the video can be decoded at that time.");
    }
  }

  private boolean exists() throws IOException {
    return Files.exists(task.output()) && Files.size(task.output()) > 0;
  }

  private Probe probe(String container, @Nullable Duration length, int frames) {
    ExpectedPicture size = task.attempt().picture();
    boolean alpha = arguments.transparent();
    Picture picture = Picture.plain(size.width(), size.height(), alpha ? "rgba" : "rgb24", alpha);
    return new Probe(
        container,
        Container.APNG.demuxer(),
        length,
        List.of(new ImageTrack(0, container, picture, length != null, frames)),
        List.of());
  }

  /**
   * The best frame among a few that is not near a cut; the best one if all are; the first one if
   * none is good. Without an index, a look near a moment finds nothing if no key frame follows, so
   * then all frames from the start are read.
   */
  private FirstFrame best() throws IOException, InterruptedException {
    Duration known = task.pictureEnd();
    Duration length = known == null ? firstFrames.length(run, task).orElse(UNKNOWN_LENGTH) : known;
    Optional<FirstFrame> near = best(length, FirstFrame::near);
    return near.isPresent() ? near.get() : best(length, FirstFrame::at).orElse(FirstFrame.at(0));
  }

  private Optional<FirstFrame> best(Duration length, DoubleFunction<FirstFrame> way)
      throws IOException, InterruptedException {
    List<Moment> moments = new ArrayList<>();
    for (double share : MOMENTS) {
      FirstFrame frame = way.apply(share * length.toMillis() / 1000);
      moments.add(new Moment(frame, score(frame)));
    }
    moments.removeIf(moment -> moment.score() == 0);
    moments.sort(Comparator.comparingDouble(Moment::score).reversed());
    for (Moment moment : moments) {
      if (!isNearCut(way.apply(Math.max(0, moment.frame().begin() - NEAR)))) {
        return Optional.of(moment.frame());
      }
    }
    return moments.stream().map(Moment::frame).findFirst();
  }

  /**
   * A frame of a video.
   *
   * @param frame where it is looked for
   * @param score how good it is; 0 if it cannot be decoded
   */
  private record Moment(FirstFrame frame, double score) {}

  private boolean isNearCut(FirstFrame before) throws IOException, InterruptedException {
    String report = report(file -> arguments.changes(before, 2 * NEAR, file));
    return values(report, "scd.score").anyMatch(change -> change >= CUT);
  }

  /** How good a frame is as the picture of its video: its detail, less for a blurred one. */
  private double score(FirstFrame frame) throws IOException, InterruptedException {
    String values = report(file -> arguments.measure(frame, file));
    if (values.isEmpty()) {
      return 0;
    }
    double mean = value(values, "signalstats.YAVG");
    double detail = value(values, "entropy.normalized_entropy.normal.Y");
    boolean plain = !(mean >= DARK && mean <= BRIGHT);
    return (plain ? 0.1 : 1) * (0.01 + detail) / Math.sqrt(Math.max(1, value(values, "blur")));
  }

  /** What the filters of a command report; empty if nothing decodes. */
  private String report(Function<Path, List<String>> command)
      throws IOException, InterruptedException {
    Path report = run.directory().resolve("frame.txt");
    Files.deleteIfExists(report);
    run.complete(ffmpeg.command(command.apply(report)));
    return Files.exists(report) ? Files.readString(report, StandardCharsets.ISO_8859_1) : "";
  }

  private static double value(String report, String key) {
    return values(report, key).findFirst().orElse(0);
  }

  /** The values of a key, one for each frame that has it. */
  private static DoubleStream values(String report, String key) {
    return Pattern.compile("lavfi\\." + Pattern.quote(key) + "=([0-9.]+)")
        .matcher(report)
        .results()
        .mapToDouble(found -> Double.parseDouble(found.group(1)));
  }
}
