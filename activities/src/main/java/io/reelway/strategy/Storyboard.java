package io.reelway.strategy;

import io.reelway.media.MediaKind;
import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Expectation;
import io.reelway.plan.Expectation.SizeRule;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.plan.MediaType;
import io.reelway.plan.Sprites;
import io.reelway.plan.Workload;
import io.reelway.spec.OutputRequest;
import io.reelway.spec.OutputSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Small pictures of a video at regular times, for the bar of a player: many on one WebP image, and
 * a WebVTT file that says which part of which image belongs to which time.
 *
 * @see <a href="https://www.w3.org/TR/media-frags/#naming-space">Media Fragments, xywh</a>
 */
public final class Storyboard extends PackageStrategy {
  private static final int USUAL_WIDTH = 160;

  /** The most columns and rows of an image of a short video. */
  private static final int SMALL_SIDE = 5;

  /** The same for a video of many pictures, which would have too many images. */
  private static final int LARGE_SIDE = 10;

  private static final int MANY = 250;

  /** The most pictures. Those of a longer video are further apart. */
  private static final int MOST = 10_000;

  /** The longest side of an image in pixels: a WebP has at most 16383. */
  private static final int LONGEST_SIDE = 16_000;

  /** The most pixels of an image, unless one picture has more: browsers decode all of it. */
  private static final int MOST_PIXELS = 16_000_000;

  /** The most images. A poll lists each of them. */
  private static final int MOST_IMAGES = 200;

  public Storyboard() {
    super("storyboard-webp", OutputRequest.STORYBOARD);
  }

  /** The small pictures are shown over the bar of a player, not over a page. */
  @Override
  public boolean flattens(Probe probe) {
    return false;
  }

  @Override
  public Set<String> encoders() {
    return Set.of("libwebp");
  }

  /** The image of that number, from 1. */
  public static Path image(Path output, int number) {
    return output.resolveSibling("sprite-" + number + ".webp");
  }

  @Override
  public Attempt plan(Probe probe, OutputSpec spec, OutputRequest request, Duration timeLimit) {
    Sprites sprites = sprites(probe, spec, request);
    ExpectedPicture picture =
        new ExpectedPicture(Shape.VIDEO, sprites.width(), sprites.height(), false, 0);
    return new Attempt(
        id(),
        MediaType.VTT,
        EncoderSettings.of(sprites).with(spec.effort()),
        new Expectation(picture, false, probe.duration(), false, SizeRule.ANY),
        timeLimit,
        Workload.HEAVY);
  }

  private static Sprites sprites(Probe probe, OutputSpec spec, OutputRequest request) {
    Picture source = probe.picture();
    int asked = Objects.requireNonNullElse(spec.options().width(), USUAL_WIDTH);
    double width = Math.min(asked, source.width());
    Size size = Size.near(source, MediaKind.VIDEO, width, source.height() * width / source.width());
    double interval = Objects.requireNonNullElse(request.intervalSec(), OutputRequest.INTERVAL_SEC);
    double seconds = probe.duration() == null ? 0 : probe.duration().toMillis() / 1000.0;
    double spaced = Math.max(interval, Math.ceil(1000 * seconds / MOST) / 1000);
    int pictures = seconds == 0 ? MANY : (int) Math.ceil(seconds / spaced);
    int side = pictures > MANY ? LARGE_SIDE : SMALL_SIDE;
    int perImage = Math.max(1, MOST_PIXELS / (size.width() * size.height()));
    int square = (int) Math.ceil(Math.sqrt(perImage));
    int wide = Math.min(side, Math.min(pictures, square));
    int columns = Math.clamp(LONGEST_SIDE / size.width(), 1, wide);
    int high = Math.min(side, Math.min(Math.ceilDiv(pictures, columns), perImage / columns));
    int rows = Math.clamp(LONGEST_SIDE / size.height(), 1, Math.max(1, high));
    double apart = Math.ceil(1000 * seconds / MOST_IMAGES / (columns * rows)) / 1000;
    return new Sprites(
        Math.max(spaced, apart), size.width(), size.height(), columns, rows, spec.imageQuality());
  }

  @Override
  public List<String> command(VideoTask task) {
    return command(task, List.of());
  }

  /** The arguments that decode only key frames. */
  public List<String> commandOfKeyFrames(VideoTask task) {
    return command(task, List.of("-skip_frame", "nokey"));
  }

  /** The first output only counts the pictures, for the progress. */
  private static List<String> command(VideoTask task, List<String> decoding) {
    Sprites sprites = Objects.requireNonNull(task.attempt().settings().sprites(), "its pictures");
    List<String> input = new ArrayList<>(VideoArguments.decoder(task.probe().pictureTrack()));
    input.addAll(decoding);
    List<String> words = EncodeCommand.opened(input, task.opening(), task.source());
    words.addAll(List.of("-filter_complex", graph(task, sprites)));
    words.addAll(List.of("-map", "[count]", "-fps_mode", "passthrough", "-f", "null", "-"));
    words.addAll(List.of("-map", "[images]"));
    words.addAll(EncodeCommand.NO_METADATA);
    words.addAll(List.of("-fps_mode", "passthrough", "-c:v", "libwebp"));
    words.addAll(List.of("-quality", Integer.toString(sprites.quality())));
    words.addAll(List.of("-compression_level", ImageWebp.level(task.effort())));
    words.addAll(List.of("-f", "image2", "-start_number", "1"));
    words.add("file:" + task.output().resolveSibling("sprite-%d.webp"));
    return words;
  }

  /**
   * Each picture is the one that is shown at its time. Pictures of an interlaced video are chosen
   * after their lines are joined, which needs the frames around them. WebP has colours of its own,
   * so it gets red, green and blue.
   */
  private static String graph(VideoTask task, Sprites sprites) {
    String choice =
        String.format(Locale.ROOT, "fps=fps=1/%.3f:start_time=0:round=up", sprites.intervalSec());
    String picture = new VideoFilters(task).chain(false);
    boolean interlaced =
        task.probe().pictureTrack() instanceof VideoTrack video && video.interlaced();
    return "[0:%d]%s,split[count][small];[small]tile=%dx%d,format=bgra[images]"
        .formatted(
            task.probe().pictureTrack().index(),
            interlaced ? picture + "," + choice : choice + "," + picture,
            sprites.columns(),
            sprites.rows());
  }
}
