package io.reelway.api.presets;

import io.reelway.plan.StrategyId;
import io.reelway.strategy.ImageStrategy;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.Strategy;
import io.reelway.strategy.VideoStrategy;
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

  /** All of a build; not {@code original}, which is no choice but a last resort. */
  public static KnownStrategies of(Strategies build) {
    List<Strategy> all = build.all();
    return new KnownStrategies(
        all.stream().filter(ImageStrategy.class::isInstance).map(Strategy::id).toList(),
        all.stream().filter(VideoStrategy.class::isInstance).map(Strategy::id).toList());
  }
}
