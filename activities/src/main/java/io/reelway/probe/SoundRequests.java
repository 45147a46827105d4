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

/** Decides what a job makes of a source of sound without a picture. */
final class SoundRequests {
  private final Strategies strategies;

  SoundRequests(Strategies strategies) {
    this.strategies = strategies;
  }

  /** Sound alone is wanted by its options, or accepted because the preset makes audio files. */
  SoundAlone of(AcceptedJob job) {
    JobOptions asked = job.request().asked();
    if (asked.audio() == AudioChoice.ONLY || asked.format().stream().anyMatch(this::isOfSound)) {
      return SoundAlone.WANTED;
    }
    return makesSound(job.preset().videoStrategies()) ? SoundAlone.ACCEPTED : SoundAlone.REFUSED;
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
