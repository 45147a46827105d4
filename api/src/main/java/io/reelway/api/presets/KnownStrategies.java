package io.reelway.api.presets;

import io.reelway.plan.Strategy;
import io.reelway.plan.StrategyId;
import java.util.Arrays;
import java.util.List;

/**
 * The strategies that a preset may name.
 *
 * @param image those that make images
 * @param video those that make videos
 */
public record KnownStrategies(List<StrategyId> image, List<StrategyId> video) {
  public KnownStrategies {
    image = List.copyOf(image);
    video = List.copyOf(video);
  }

  /** All that this build has; not {@code original}, which is no choice but a last resort. */
  public static KnownStrategies ofThisBuild() {
    return new KnownStrategies(beginningWith("image-"), beginningWith("video-"));
  }

  private static List<StrategyId> beginningWith(String kind) {
    return Arrays.stream(Strategy.values())
        .map(strategy -> new StrategyId(strategy.id()))
        .filter(id -> id.value().startsWith(kind))
        .toList();
  }
}
