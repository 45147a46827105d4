package io.reelway.strategy;

import io.reelway.plan.Attempt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the whole ffmpeg command line for one target of one source. This class adds what all
 * encodes share. It drops all metadata, so that what a camera wrote about place, owner and time is
 * not published, and it prepares the comparison of the output with its source. {@link
 * VideoArguments} and {@link ImageArguments} add the rest.
 */
final class EncodeCommand {
  /** The first arguments of every ffmpeg run that makes an output. */
  static final List<String> PREAMBLE =
      List.of(
          "-y",
          "-v",
          "repeat+error",
          "-nostdin",
          "-hide_banner",
          "-progress",
          "pipe:1",
          "-stats_period",
          "0.5");

  /** Options for an output without metadata. */
  static final List<String> NO_METADATA =
      List.of(
          "-map_metadata",
          "-1",
          "-map_chapters",
          "-1",
          "-fflags",
          "+bitexact",
          "-flags:v",
          "+bitexact",
          "-flags:a",
          "+bitexact");

  private final List<String> opening;
  private final Part part;

  /**
   * @param opening the options that restrict how ffmpeg opens the input
   */
  EncodeCommand(List<String> opening, Part part) {
    this.opening = List.copyOf(opening);
    this.part = part;
  }

  /**
   * The first arguments of a run that reads a file, to which the caller adds the rest.
   *
   * @param input options of the input, e.g. its decoder
   * @param opening the options that restrict how ffmpeg opens the input
   */
  static List<String> opened(List<String> input, List<String> opening, Path source) {
    List<String> words = new ArrayList<>(PREAMBLE);
    words.addAll(input);
    words.addAll(opening);
    words.addAll(List.of("-i", "file:" + source));
    return words;
  }

  List<String> arguments(Path source, Path output, Attempt attempt, Comparison comparison) {
    List<String> words = opened(part.input(), opening, source);
    words.addAll(
        List.of(
            "-filter_complex",
            part.graph() + ";[picture]split[out][look]" + reduced() + stored(comparison)));
    words.addAll(List.of("-map", part.reduction().isEmpty() ? "[out]" : "[reduced]"));
    words.addAll(NO_METADATA);
    words.addAll(part.output());
    words.add("file:" + output);
    words.addAll(
        switch (comparison) {
          case Samples samples -> samples.arguments();
          case Score score -> score.arguments(attempt, part.hasAlpha());
          case SoundReference sound -> throw new IllegalArgumentException("No picture in " + sound);
        });
    return words;
  }

  private String reduced() {
    List<String> reduction = part.reduction();
    return reduction.isEmpty() ? "" : ";[out]" + String.join(",", reduction) + "[reduced]";
  }

  private static String stored(Comparison comparison) {
    return comparison instanceof Samples samples ? ";[look]" + samples.select() + "[samples]" : "";
  }

  /** What differs between kinds of media. */
  interface Part {
    /** Options of the input, e.g. the decoder and its threads. */
    List<String> input();

    /** The filters from the picture of input 0 to a pad named {@code [picture]}. */
    String graph();

    /**
     * The filters from what is compared to what the encoder receives; empty if both are the same.
     */
    default List<String> reduction() {
      return List.of();
    }

    /** Whether the pictures have transparency, as the encoder receives them. */
    default boolean hasAlpha() {
      return false;
    }

    /** Options of the output: further tracks, encoders and the format. */
    List<String> output();
  }
}
