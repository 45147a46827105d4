package io.reelway.strategy;

import java.util.Map;

/** The encoders of the codecs of sound that a request can name. */
final class SoundCodecs {
  private static final Map<String, String> ENCODERS =
      Map.of("aac", "aac", "opus", "libopus", "mp3", "libmp3lame");

  private static final int[] OF_MP3 = {16_000, 22_050, 24_000};

  private SoundCodecs() {}

  /**
   * The lowest sample rates that an MP4 has for a codec, in ascending order: MP3 has no rate below
   * 16 kHz there. None for other codecs.
   *
   * @param encoder ffmpeg's name of the encoder
   */
  static int[] sampleRates(String encoder) {
    return encoder.equals("libmp3lame") ? OF_MP3.clone() : new int[0];
  }

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
