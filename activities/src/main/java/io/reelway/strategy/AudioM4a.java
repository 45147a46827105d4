package io.reelway.strategy;

import io.reelway.plan.MediaType;
import java.util.List;

/** AAC in MP4: plays everywhere. */
public final class AudioM4a extends AudioStrategy {
  public AudioM4a() {
    super("audio-m4a", MediaType.M4A, Offer.ofSound("m4a", "aac"), "aac");
  }

  @Override
  protected List<String> options(int kbps) {
    return List.of("-movflags", "+faststart", "-f", "ipod");
  }
}
