package io.reelway.api.presets;

import io.reelway.plan.StrategyId;
import io.reelway.strategy.AudioStrategy;
import io.reelway.strategy.ImageStrategy;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.Strategy;
import io.reelway.strategy.VideoStrategy;
import java.util.List;

/**
 * The strategies that a preset may name.
 *
 * @param image the strategies for images
 * @param video the strategies for videos, with those that keep only their sound
 */
public record KnownStrategies(List<StrategyId> image, List<StrategyId> video) {
  public KnownStrategies {
    image = List.copyOf(image);
    video = List.copyOf(video);
  }

  /** The strategies of a build, without {@code original}, which a preset cannot choose. */
  public static KnownStrategies of(Strategies build) {
    List<Strategy> all = build.all();
    return new KnownStrategies(
        all.stream().filter(ImageStrategy.class::isInstance).map(Strategy::id).toList(),
        all.stream().filter(KnownStrategies::isForVideos).map(Strategy::id).toList());
  }

  private static boolean isForVideos(Strategy strategy) {
    return strategy instanceof VideoStrategy || strategy instanceof AudioStrategy;
  }
}
