package io.reelway.strategy;

import io.reelway.plan.EncoderSettings;
import io.reelway.plan.ExpectedPicture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Samples of an image: columns of the scaled picture, evenly spread, side by side. One process
 * encodes them with several settings, to learn how the size depends on the settings.
 *
 * @param columns the number of columns, at least 2
 * @param width the width of each column in pixels
 * @param whole the width of the whole picture in pixels
 */
public record ImageSamples(int columns, int width, int whole) {
  /** The share of the picture; decision 0112 says what others cost and give. */
  private static final double SHARE = 0.25;

  /** More columns have more seams, which cost bytes; fewer are less like the whole. */
  private static final int MOST_COLUMNS = 6;

  /** The size of the largest block that all encoders share. */
  private static final int BLOCK = 16;

  private static final int LEAST_SIDE = 128;

  /** The samples of a picture; empty for a picture that is too small for them. */
  public static Optional<ImageSamples> of(ExpectedPicture picture) {
    if (Math.min(picture.width(), picture.height()) < LEAST_SIDE) {
      return Optional.empty();
    }
    double taken = picture.width() * SHARE;
    int columns = Math.clamp((int) (taken / BLOCK), 2, MOST_COLUMNS);
    int width = (int) Math.round(taken / columns / BLOCK) * BLOCK;
    return Optional.of(new ImageSamples(columns, width, picture.width()));
  }

  /** How many times larger the whole picture is. */
  public double timesLarger() {
    return (double) whole / (columns * width);
  }

  /**
   * All arguments of ffmpeg.
   *
   * @param takes what to encode
   */
  public List<String> command(ImageTask task, ImageStrategy strategy, List<Take> takes) {
    ImageFilters filters = new ImageFilters(task, strategy, filters());
    List<String> words = new ArrayList<>(EncodeCommand.PREAMBLE);
    words.addAll(new ImageArguments(task, strategy, filters).input());
    words.addAll(task.input().opening());
    words.addAll(List.of("-i", "file:" + task.input().file(), "-filter_complex"));
    StringBuilder graph = new StringBuilder(filters.graph()).append(copies("picture", takes));
    if (filters.separateAlpha()) {
      graph.append(copies("alpha", takes));
    }
    words.add(graph.toString());
    for (int i = 0; i < takes.size(); i++) {
      words.addAll(List.of("-map", "[picture%d]".formatted(i)));
      words.addAll(EncodeCommand.NO_METADATA);
      ImageTask one = takes.get(i).of(task);
      words.addAll(new ImageArguments(one, strategy, filters).output("[alpha%d]".formatted(i)));
      words.add("file:" + takes.get(i).output());
    }
    return words;
  }

  private List<String> filters() {
    StringBuilder filter = new StringBuilder("split=" + columns);
    StringBuilder cut = new StringBuilder();
    StringBuilder joined = new StringBuilder(";");
    for (int i = 0; i < columns; i++) {
      double centre = (i + 0.5) * whole / columns;
      int block = (int) ((centre - width / 2.0) / BLOCK);
      int left = Math.clamp((long) BLOCK * block, 0, whole - width);
      filter.append("[from%d]".formatted(i));
      cut.append(";[from%1$d]crop=%2$d:ih:%3$d:0[column%1$d]".formatted(i, width, left));
      joined.append("[column%d]".formatted(i));
    }
    return List.of(filter + cut.toString() + joined + "hstack=inputs=" + columns);
  }

  private static String copies(String pad, List<Take> takes) {
    StringBuilder graph = new StringBuilder(";[%s]split=%d".formatted(pad, takes.size()));
    StringBuilder scaled = new StringBuilder();
    for (int i = 0; i < takes.size(); i++) {
      double scale = takes.get(i).scale();
      graph.append((scale < 1 ? "[%s%dlarge]" : "[%s%d]").formatted(pad, i));
      if (scale < 1) {
        scaled.append(
            ";[%1$s%2$dlarge]scale=%3$s*iw:%3$s*ih:flags=bicubic[%1$s%2$d]"
                .formatted(pad, i, scale));
      }
    }
    return graph.append(scaled).toString();
  }

  /**
   * One encode of the samples.
   *
   * @param quality the quality, 1 to 100
   * @param scale multiplies both sides, at most 1
   * @param output the file to write
   */
  public record Take(int quality, double scale, Path output) {
    private ImageTask of(ImageTask task) {
      EncoderSettings settings = task.attempt().settings();
      EncoderSettings.Image image = Objects.requireNonNull(settings.image(), "image settings");
      return new ImageTask(
          task.input(),
          task.probe(),
          task.attempt().with(settings.with(image.with(quality)), task.attempt().expectation()),
          task.style(),
          task.threads());
    }
  }
}
