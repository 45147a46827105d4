package io.reelway.strategy;

import io.reelway.plan.StrategyId;
import io.reelway.spec.OutputRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The registry of strategies: the only list of them. Immutable. */
public final class Strategies {
  private static final Strategies BUILT_IN =
      new Strategies(
          List.of(
              new ImageWebp(),
              new ImageAvif(),
              new ImageJpeg(),
              new ImagePng(),
              new ImageGif(),
              new VideoMp4H264(),
              new VideoWebmVp9(),
              new VideoMp4Av1(),
              new VideoWebmAv1(),
              new VideoMp4Hevc(),
              new AudioM4a(),
              new AudioMp3(),
              new AudioOggOpus(),
              new HlsStream("h264"),
              new HlsStream("hevc"),
              new HlsStream("av1"),
              new Storyboard(),
              new Original()));

  private final Map<StrategyId, Strategy> byId = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException when two strategies have the same name
   */
  public Strategies(Collection<? extends Strategy> strategies) {
    for (Strategy strategy : strategies) {
      if (byId.putIfAbsent(strategy.id(), strategy) != null) {
        throw new IllegalArgumentException("Two strategies are named " + strategy.id());
      }
    }
  }

  /** The strategies of this build. */
  public static Strategies builtIn() {
    return BUILT_IN;
  }

  /**
   * The strategy of that name; empty when this build does not have it. Another build may have it.
   */
  public Optional<Strategy> find(StrategyId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The strategy for an output of several files; empty for other outputs. */
  public Optional<PackageStrategy> of(OutputRequest output) {
    return byId.values().stream()
        .filter(PackageStrategy.class::isInstance)
        .map(PackageStrategy.class::cast)
        .filter(strategy -> strategy.makes(output))
        .findFirst();
  }

  /** All strategies, in the order of registration. */
  public List<Strategy> all() {
    return List.copyOf(byId.values());
  }

  /** ffmpeg's names of all encoders that the strategies need. */
  public Set<String> encoders() {
    return encoders(byId.keySet());
  }

  /** ffmpeg's names of the encoders that some of the strategies need. */
  public Set<String> encoders(Collection<StrategyId> chosen) {
    return chosen.stream()
        .flatMap(id -> find(id).stream())
        .flatMap(strategy -> strategy.encoders().stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
