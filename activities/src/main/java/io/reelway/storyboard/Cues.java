package io.reelway.storyboard;

import io.reelway.plan.Sprites;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cues of a storyboard: for each time, a part of an image.
 *
 * @param all in the order of time
 */
public record Cues(List<Cue> all) {
  private static final Pattern TIMES =
      Pattern.compile(
          "(\\d+):(\\d\\d):(\\d\\d)\\.(\\d{3}) --> (\\d+):(\\d\\d):(\\d\\d)\\.(\\d{3})");
  private static final Pattern PART =
      Pattern.compile("sprite-(\\d{1,6})\\.webp#xywh=(\\d{1,6}),(\\d{1,6}),(\\d{1,6}),(\\d{1,6})");

  public Cues {
    all = List.copyOf(all);
  }

  /**
   * One cue.
   *
   * @param image number of the image, from 1
   */
  public record Cue(Duration start, Duration end, int image, int x, int y, int width, int height) {}

  /**
   * The cues for the pictures of a video. The last one lasts until the end of the video.
   *
   * @param pictures the number of pictures that were made, at least 1
   * @param length the length of the video; {@code null} if unknown
   */
  public static Cues of(Sprites sprites, long pictures, @Nullable Duration length) {
    long interval = Math.round(sprites.intervalSec() * 1000);
    long end = length == null ? pictures * interval : Math.max(1, length.toMillis());
    long count = Math.clamp(Math.ceilDiv(end, interval), 1, pictures);
    List<Cue> cues = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int place = i % sprites.perImage();
      cues.add(
          new Cue(
              Duration.ofMillis(i * interval),
              Duration.ofMillis(i + 1 == count ? end : (i + 1) * interval),
              i / sprites.perImage() + 1,
              place % sprites.columns() * sprites.width(),
              place / sprites.columns() * sprites.height(),
              sprites.width(),
              sprites.height()));
    }
    return new Cues(cues);
  }

  /** The text of the file. */
  public String text() {
    StringBuilder text = new StringBuilder("WEBVTT\n");
    for (Cue cue : all) {
      text.append('\n').append(time(cue.start)).append(" --> ").append(time(cue.end)).append('\n');
      text.append(
          "sprite-%d.webp#xywh=%d,%d,%d,%d\n"
              .formatted(cue.image, cue.x, cue.y, cue.width, cue.height));
    }
    return text.toString();
  }

  private static String time(Duration time) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        time.toHours(),
        time.toMinutesPart(),
        time.toSecondsPart(),
        time.toMillisPart());
  }

  /**
   * Reads a file.
   *
   * @throws IOException when it is no storyboard
   */
  public static Cues parse(String text) throws IOException {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty() || !lines.getFirst().equals("WEBVTT") || lines.size() % 2 == 0) {
      throw new IOException("Not a storyboard");
    }
    List<Cue> cues = new ArrayList<>();
    for (int i = 1; i < lines.size(); i += 2) {
      Matcher times = TIMES.matcher(lines.get(i));
      Matcher part = PART.matcher(lines.get(i + 1));
      if (!times.matches() || !part.matches()) {
        throw new IOException("Not a cue: " + lines.get(i) + " " + lines.get(i + 1));
      }
      cues.add(
          new Cue(
              time(times, 1),
              time(times, 5),
              number(part, 1),
              number(part, 2),
              number(part, 3),
              number(part, 4),
              number(part, 5)));
    }
    return new Cues(cues);
  }

  private static Duration time(Matcher times, int group) {
    return Duration.ofHours(number(times, group))
        .plusMinutes(number(times, group + 1))
        .plusSeconds(number(times, group + 2))
        .plusMillis(number(times, group + 3));
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
