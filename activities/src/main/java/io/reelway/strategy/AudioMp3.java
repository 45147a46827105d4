package io.reelway.strategy;

import io.reelway.plan.MediaType;
import java.util.ArrayList;
import java.util.List;

/** MP3: plays everywhere, on old devices too. */
public final class AudioMp3 extends AudioStrategy {
  /** The lowest bit rate in kbit/s of sample rates above 24 kHz. */
  private static final int LEAST_OF_HIGH_RATES = 32;

  public AudioMp3() {
    super("audio-mp3", MediaType.MP3, Offer.ofSound("mp3", "mp3"), "libmp3lame");
  }

  @Override
  protected List<String> options(int kbps) {
    List<String> words = new ArrayList<>();
    if (kbps < LEAST_OF_HIGH_RATES) {
      words.addAll(List.of("-ar", "24000"));
    }
    words.addAll(List.of("-id3v2_version", "0", "-f", "mp3"));
    return words;
  }
}
