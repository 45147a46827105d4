package io.reelway.strategy;

import io.reelway.plan.MediaType;
import java.util.List;

/** MP3: plays everywhere, on old devices too. */
public final class AudioMp3 extends AudioStrategy {
  public AudioMp3() {
    super("audio-mp3", MediaType.MP3, Offer.ofSound("mp3", "mp3"), "libmp3lame");
  }

  @Override
  protected List<String> format() {
    return List.of("-id3v2_version", "0", "-f", "mp3");
  }
}
