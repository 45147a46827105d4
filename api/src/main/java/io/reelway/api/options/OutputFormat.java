package io.reelway.api.options;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A format that a request can name, and what fits into it.
 *
 * @param word its name in a request
 * @param kind what a file of this format holds
 * @param videoCodecs the codecs of a picture that a request can name together with it
 * @param audioCodecs the codecs of sound that a request can name together with it
 */
public record OutputFormat(
    String word, Kind kind, List<String> videoCodecs, List<String> audioCodecs) {
  /** All formats. */
  public static final List<OutputFormat> ALL =
      List.of(
          video("mp4", List.of("h264", "hevc", "av1"), List.of("aac", "opus", "mp3")),
          video("webm", List.of("vp9", "av1"), List.of("opus")),
          image("webp"),
          image("avif"),
          image("jpeg"),
          image("png"),
          image("gif"),
          audio("m4a", "aac"),
          audio("mp3", "mp3"),
          audio("ogg", "opus"));

  /** The codecs of a picture that a request can name. */
  public static final List<String> VIDEO_CODECS = List.of("h264", "hevc", "vp9", "av1");

  /** The codecs of sound that a request can name. */
  public static final List<String> AUDIO_CODECS = List.of("aac", "opus", "mp3");

  private static OutputFormat video(
      String word, List<String> videoCodecs, List<String> audioCodecs) {
    return new OutputFormat(word, Kind.VIDEO, videoCodecs, audioCodecs);
  }

  private static OutputFormat image(String word) {
    return new OutputFormat(word, Kind.IMAGE, List.of(), List.of());
  }

  private static OutputFormat audio(String word, String codec) {
    return new OutputFormat(word, Kind.AUDIO, List.of(), List.of(codec));
  }

  /** Whether it can hold a picture of that codec. */
  boolean holdsVideo(String codec) {
    return videoCodecs.contains(codec);
  }

  /** Whether it can hold sound of that codec. */
  boolean holdsAudio(String codec) {
    return audioCodecs.contains(codec);
  }

  /** The format of that name. */
  public static Optional<OutputFormat> find(String word) {
    return ALL.stream().filter(format -> format.word().equals(word)).findFirst();
  }

  /** The names of all formats that meet a condition. */
  static List<String> words(Predicate<OutputFormat> condition) {
    return ALL.stream().filter(condition).map(OutputFormat::word).toList();
  }

  /** What a file of a format holds. */
  public enum Kind {
    /** A still picture, or an animation without sound. */
    IMAGE,
    /** A moving picture, with or without sound. */
    VIDEO,
    /** Sound alone. */
    AUDIO
  }
}
