package io.reelway.strategy;

import io.reelway.media.Picture;
import io.reelway.media.PictureTrack;
import io.reelway.media.Probe;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Excerpt;
import io.reelway.plan.Expectation;
import io.reelway.plan.Expectation.SizeRule;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.QualityMetric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The command lines that measure the quality of a video: its encoder's input on one side, the file
 * on the other.
 */
public final class QualityArguments {
  /** The format of the samples, whose times are exact. */
  private static final String FORMAT = "nut";

  /** A lossless codec that takes little time. */
  private static final String CODEC = "utvideo";

  private static final List<String> OPENING =
      List.of("-f", FORMAT, "-protocol_whitelist", "file,pipe", "-codec_whitelist", CODEC);

  private final VideoTask task;
  private final VideoStrategy strategy;

  /**
   * @param task the encode whose output is measured
   */
  public QualityArguments(VideoTask task, VideoStrategy strategy) {
    this.task = task;
    this.strategy = strategy;
  }

  /**
   * Stores parts of the encoder's input one after the other, without loss and without transparency.
   * A part that begins with the encode also has its first frame, which may begin before the start.
   *
   * @param starts where the parts begin, in seconds of the source
   * @param length the length of each part in seconds
   */
  public List<String> takeSamples(List<Double> starts, double length, Path file) {
    List<String> words = new ArrayList<>(EncodeCommand.PREAMBLE);
    PictureTrack track = task.probe().pictureTrack();
    StringBuilder graph = new StringBuilder();
    for (int i = 0; i < starts.size(); i++) {
      double start = starts.get(i);
      boolean first = start == task.start();
      VideoTask part = task.with(task.attempt().of(part(first, length)));
      words.addAll(VideoArguments.decoder(track));
      if (first) {
        words.addAll(Trim.of(part).input());
      } else {
        words.addAll(List.of("-ss", VideoArguments.seconds(start)));
      }
      words.addAll(task.opening());
      words.addAll(List.of("-i", "file:" + task.source()));
      String chain = new VideoFilters(part).chain(strategy.keepsAlpha());
      graph.append("[%d:%d]%s,format=yuv420p[s%d];".formatted(i, track.index(), chain, i));
    }
    for (int i = 0; i < starts.size(); i++) {
      graph.append("[s").append(i).append(']');
    }
    graph.append("concat=n=%d:v=1:a=0[picture]".formatted(starts.size()));
    words.addAll(List.of("-filter_complex", graph.toString(), "-map", "[picture]"));
    words.addAll(List.of("-fps_mode", "passthrough", "-enc_time_base", "filter"));
    words.addAll(List.of("-c:v", CODEC, "-f", FORMAT, "file:" + file));
    return words;
  }

  /** What a part uses of the source; only the first one has a start to which filters trim. */
  private Excerpt part(boolean first, double length) {
    Excerpt whole = task.attempt().excerpt();
    return whole == null
        ? new Excerpt(null, null, length)
        : new Excerpt(whole.crop(), first ? whole.start() : null, length);
  }

  /**
   * The encode of samples: of the same size and frame rate, without sound.
   *
   * @param length the length of all samples together
   */
  public VideoTask ofSamples(Path samples, Duration length, Path output) {
    ExpectedPicture picture = task.attempt().picture();
    Probe facts =
        new Probe(
            FORMAT,
            FORMAT,
            length,
            List.of(
                new VideoTrack(
                    0,
                    CODEC,
                    Picture.plain(picture.width(), picture.height(), "yuv420p", false),
                    task.frameRate(),
                    false)),
            List.of());
    Expectation expectation =
        new Expectation(picture, false, length, false, SizeRule.ANY)
            .reaching(task.attempt().expectation().quality());
    return new VideoTask(
        facts,
        task.attempt()
            .with(task.attempt().settings().with(task.settings(), null), expectation)
            .of(null),
        OPENING,
        samples,
        task.sourceBytes(),
        output,
        new Samples(output.resolveSibling(Samples.NAME + "-of-samples"), 60, 0, false),
        task.threads(),
        null,
        null);
  }

  /**
   * Compares the output of the encode with the encoder's input, frame by frame. Frames belong
   * together by their times, which formats round.
   *
   * @param demuxer ffmpeg's name of the format of the output
   * @param report name of the file in the directory of the run that receives the values
   */
  public List<String> compare(QualityMetric metric, Path output, String demuxer, String report) {
    VideoArguments arguments = new VideoArguments(task, strategy);
    List<String> words = EncodeCommand.opened(arguments.input(), task.opening(), task.source());
    words.addAll(List.of("-f", demuxer, "-i", "file:" + output));
    String plain = QualityFilters.plain(metric, task.attempt().picture());
    String graph =
        arguments.graph()
            + ";[picture]setpts=PTS-STARTPTS,"
            + plain
            + "[want];[1:v:0]setpts=PTS-STARTPTS,"
            + plain
            + "[got];[want][got]"
            + QualityFilters.metric(metric, report)
            + ":ts_sync_mode=nearest[score]";
    words.addAll(List.of("-filter_complex", graph, "-map", "[score]"));
    words.addAll(List.of("-fps_mode", "passthrough", "-f", "null", "-"));
    return words;
  }
}
