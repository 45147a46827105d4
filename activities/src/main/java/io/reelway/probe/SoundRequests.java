package io.reelway.probe;

import io.reelway.job.AcceptedJob;
import io.reelway.media.MediaKind;
import io.reelway.plan.StrategyId;
import io.reelway.spec.AudioChoice;
import io.reelway.spec.JobOptions;
import io.reelway.strategy.AudioStrategy;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.Strategy;
import java.util.List;
import java.util.Objects;

/** Decides whether a job accepts a source of sound without a picture. */
final class SoundRequests {
  private final Strategies strategies;

  SoundRequests(Strategies strategies) {
    this.strategies = strategies;
  }

  /**
   * Whether a job asks for an audio file, or its preset makes one. Otherwise, sound alone is most
   * likely a mistake.
   */
  boolean accept(AcceptedJob job) {
    JobOptions asked = job.request().asked();
    return asked.audio() == AudioChoice.ONLY
        || asked.format().stream().anyMatch(this::isOfSound)
        || makesSound(job.preset().videoStrategies());
  }

  private boolean isOfSound(String format) {
    return strategies.all().stream()
        .map(Strategy::offer)
        .filter(Objects::nonNull)
        .anyMatch(offer -> offer.kind() == MediaKind.AUDIO && offer.format().equals(format));
  }

  private boolean makesSound(List<StrategyId> chosen) {
    return chosen.stream()
        .flatMap(id -> strategies.find(id).stream())
        .anyMatch(AudioStrategy.class::isInstance);
  }
}
