package io.reelway.strategy;

import java.util.Map;

/** The encoders of the codecs of sound that a request can name. */
final class SoundCodecs {
  private static final Map<String, String> ENCODERS =
      Map.of("aac", "aac", "opus", "libopus", "mp3", "libmp3lame");

  private SoundCodecs() {}

  /**
   * ffmpeg's name of the encoder.
   *
   * @throws IllegalArgumentException for an unknown codec
   */
  static String encoder(String codec) {
    String encoder = ENCODERS.get(codec);
    if (encoder == null) {
      throw new IllegalArgumentException("There is no encoder for the sound codec " + codec);
    }
    return encoder;
  }
}
