package io.reelway.strategy;

import io.reelway.plan.MediaType;
import java.util.List;

/** Opus in Ogg: the best sound at low bit rates. */
public final class AudioOggOpus extends AudioStrategy {
  public AudioOggOpus() {
    super("audio-ogg-opus", MediaType.OGG, Offer.ofSound("ogg", "opus"), "libopus");
  }

  @Override
  protected List<String> options(int kbps) {
    return List.of("-f", "ogg");
  }
}
