package io.reelway.strategy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A codec of the pictures of a stream.
 *
 * @param pictures the strategy with the settings of its encoder
 * @param keyFrames options for a key frame only where a segment begins: no scene and no distance
 *     makes another one
 * @param label options that name the codec in the file
 * @param bitstream the bitstream filters of a task
 */
record StreamCodec(
    VideoStrategy pictures,
    List<String> keyFrames,
    List<String> label,
    Function<VideoTask, String> bitstream) {
  private static final List<String> FAR = List.of("-g", "1000000");

  /**
   * The codec of that name.
   *
   * @throws IllegalArgumentException for codecs that no stream has
   */
  static StreamCodec of(String name) {
    return switch (name) {
      case "h264" ->
          new StreamCodec(
              new VideoMp4H264(), and("-sc_threshold", "0"), List.of(), VideoMp4H264::ofFragments);
      // Without forced-idr, a forced frame is no point at which a decoder can begin.
      case "hevc" ->
          new StreamCodec(
              VideoMp4Hevc.withoutScenes(),
              and("-forced-idr", "1"),
              List.of("-tag:v", "hvc1"),
              FrameDurations::ofFragments);
      case "av1" -> new StreamCodec(new VideoMp4Av1(), FAR, List.of(), FrameDurations::ofDropped);
      default -> throw new IllegalArgumentException("No stream has the codec " + name);
    };
  }

  private static List<String> and(String... words) {
    return Stream.concat(FAR.stream(), Stream.of(words)).toList();
  }
}
