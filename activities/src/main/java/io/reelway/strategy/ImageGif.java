package io.reelway.strategy;

import io.reelway.image.Animation;
import io.reelway.image.format.GifFile;
import io.reelway.media.Picture;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.MediaType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * GIF: animations for what shows nothing better, with at most 256 colours and pixels that are
 * either opaque or invisible. The choices are explained in decision 0117.
 */
public final class ImageGif extends ImageStrategy {
  /** The longest side that browsers decode; the format has twice as much. */
  private static final int LONGEST_SIDE = 32_767;

  /**
   * The maximum pixels of all frames for which one palette is made of all of them. Until it is
   * known, all frames wait in memory, with four bytes for each pixel.
   */
  private static final long MOST_WAITING = 64_000_000;

  public ImageGif() {
    super("image-gif", MediaType.GIF, LONGEST_SIDE);
  }

  @Override
  public Set<String> encoders() {
    return Set.of("gif");
  }

  @Override
  public boolean keepsAlpha() {
    return true;
  }

  @Override
  protected boolean keepsAnimation() {
    return true;
  }

  @Override
  protected boolean takesRgb(ImageTask task) {
    return true;
  }

  @Override
  public boolean hasQuality() {
    return false;
  }

  /** Pixels that are more transparent than opaque vanish, and lose their colours. */
  @Override
  protected List<String> rgbStorage(Picture picture, boolean converted) {
    return picture.alpha()
        ? List.of(
            "format=gbrap", "lutrgb=a='gte(val,128)*255'", "premultiply=inplace=1", "format=rgba")
        : List.of("format=gbrp", "format=bgra");
  }

  /** GIF counts hundredths of a second, and browsers show a delay of one of them as 100 ms. */
  @Override
  protected List<String> storableTimes() {
    return List.of("settb=1/100", "select='isnan(prev_selected_pts)+gte(pts-prev_selected_pts,2)'");
  }

  @Override
  protected List<String> reduction(ImageTask task) {
    ExpectedPicture size = task.attempt().picture();
    Animation animation = task.animation();
    long frames = animation == null ? 1 : animation.delays().size();
    boolean common = frames * size.width() * size.height() <= MOST_WAITING;
    String dither = task.style() == ImageStyle.PHOTO ? "sierra2_4a" : "none";
    return List.of(
        "split[seen][drawn];[seen]palettegen=stats_mode=%s[palette];[drawn][palette]paletteuse=new=%d:diff_mode=rectangle:dither=%s"
            .formatted(common ? "full" : "single", common ? 0 : 1, dither));
  }

  @Override
  protected List<String> options(ImageTask task) {
    List<String> words = new ArrayList<>(List.of("-c:v", "gif"));
    Animation animation = task.animation();
    if (animation != null) {
      words.addAll(List.of("-loop", Integer.toString(repetitions(animation.plays()))));
    }
    words.addAll(List.of("-f", "gif"));
    return words;
  }

  /** Converts plays to ffmpeg's repetitions: -1 means none, and 0 forever. */
  private static int repetitions(int plays) {
    return switch (plays) {
      case 0 -> 0;
      case 1 -> -1;
      default -> plays - 1;
    };
  }

  /** Corrects the delay of the last frame, which the encoder does not know. */
  @Override
  public void finish(Path output, Duration length) throws IOException {
    GifFile.correct(output, length);
  }
}
