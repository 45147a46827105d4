package io.reelway.strategy;

import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.spec.OutputSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines that look at, and take, frames of a video. */
public final class FrameArguments {
  /** The long side in pixels at which frames are judged. */
  private static final int SMALL = 320;

  /** The maximum number of frames of an animation: each is stored without loss first. */
  public static final int MOST_FRAMES = 1000;

  /** The sentence that refuses more. */
  public static final String TOO_MANY_FRAMES =
      "An animation of a video has at most "
          + MOST_FRAMES
          + " frames; ask for a shorter duration or a lower maxFrameRate.";

  /** The maximum number of pixels of all of its frames: 1000 frames of 1280 x 1280 pixels. */
  private static final double MOST_PIXELS = 1000 * 1280.0 * 1280.0;

  /** The sentence that refuses more. */
  public static final String TOO_MANY_PIXELS =
      "An animation of a video has at most as many pixels as 1000 frames of 1280 x 1280; ask for a"
          + " smaller width, a shorter duration or a lower maxFrameRate.";

  /**
   * Whether all frames of an animation of a video have too many pixels.
   *
   * @param frames the number of its frames
   */
  public static boolean hasTooManyPixels(Probe probe, OutputSpec spec, double frames) {
    Size size = Framing.of(probe.picture(), MediaKind.IMAGE, spec).size();
    return frames * size.width() * size.height() > MOST_PIXELS;
  }

  /** The share of the height that is judged: films may have black bars above and below. */
  private static final String MIDDLE = "0.7";

  private final VideoTask task;
  private final boolean keepAlpha;

  /**
   * @param keepAlpha whether the format of the image keeps transparency
   */
  public FrameArguments(VideoTask task, boolean keepAlpha) {
    this.task = task;
    this.keepAlpha = keepAlpha;
  }

  /** Whether the image is transparent. */
  public boolean transparent() {
    return keepAlpha && task.probe().picture().alpha();
  }

  /** Takes one frame. */
  public List<String> first(FirstFrame frame) {
    return still(frame, List.of("-frames:v", "1"));
  }

  /** Takes the last frame of all. */
  public List<String> last() {
    return still(FirstFrame.at(0), List.of());
  }

  /**
   * Takes all frames of the excerpt as an animation that never ends. If there are more than {@link
   * #MOST_FRAMES}, it takes one more than that: the source may not tell its length.
   */
  public List<String> moving() {
    List<String> options = new ArrayList<>(List.of("-frames:v", Integer.toString(MOST_FRAMES + 1)));
    options.addAll(List.of("-enc_time_base", "1:1000", "-c:v", "apng"));
    options.addAll(List.of("-f", "apng", "-plays", "0"));
    return take(task, options);
  }

  private List<String> still(FirstFrame frame, List<String> count) {
    List<String> options = new ArrayList<>(count);
    options.addAll(List.of("-c:v", "png", "-compression_level", "1"));
    options.addAll(List.of("-f", "image2", "-update", "1"));
    return take(task.startingAt(frame.begin()).beginningWith(frame), options);
  }

  private List<String> take(VideoTask part, List<String> options) {
    List<String> words = reading(Trim.of(part));
    String chain = new VideoFilters(part).chain(keepAlpha);
    words.addAll(
        List.of("-filter_complex", stream() + chain + ",format=" + pixelFormat() + "[picture]"));
    words.addAll(List.of("-map", "[picture]", "-fps_mode", "passthrough"));
    words.addAll(options);
    words.add("file:" + task.output());
    return words;
  }

  private String pixelFormat() {
    return transparent() ? "rgba" : "rgb24";
  }

  /**
   * Measures a frame: its brightness, detail and blur.
   *
   * @param report name of the file in the directory of the run that receives the values
   */
  public List<String> measure(FirstFrame frame, Path report) {
    return look(frame, "blurdetect,entropy,signalstats,", report, List.of("-frames:v", "1"));
  }

  /**
   * Measures how much each frame after a first one differs from the one before it.
   *
   * @param length seconds
   * @param report name of the file in the directory of the run that receives the values
   */
  public List<String> changes(FirstFrame first, double length, Path report) {
    String end = "trim=end=" + VideoArguments.seconds(length);
    return look(first, end + ",scdet,", report, List.of());
  }

  private List<String> look(FirstFrame first, String filters, Path report, List<String> count) {
    Trim trim = Trim.of(task.startingAt(first.begin()).beginningWith(first));
    List<String> words = reading(trim);
    words.addAll(
        List.of(
            "-filter_complex",
            stream()
                + String.join("", trim.picture().stream().map(one -> one + ",").toList())
                + "crop=iw:ih*%2$s,scale=%1$d:%1$d:force_original_aspect_ratio=decrease:force_divisible_by=2"
                    .formatted(SMALL, MIDDLE)
                + ",format=yuv420p,"
                + filters
                + "metadata=print:file="
                + report.getFileName()
                + "[picture]"));
    words.addAll(List.of("-map", "[picture]"));
    words.addAll(count);
    words.addAll(List.of("-f", "null", "-"));
    return words;
  }

  private List<String> reading(Trim trim) {
    List<String> input = new ArrayList<>(VideoArguments.decoder(task.probe().pictureTrack()));
    input.addAll(List.of("-threads", "1"));
    input.addAll(trim.input());
    return EncodeCommand.opened(input, task.opening(), task.source());
  }

  private String stream() {
    return "[0:" + task.probe().pictureTrack().index() + "]";
  }
}
