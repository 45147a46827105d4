package io.reelway.api.presets;

import io.reelway.plan.StrategyId;
import io.reelway.spec.Preset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The presets that this server offers. They are read once, at the start; a job carries the one that
 * it was accepted with.
 *
 * @param defaultName name of the preset for a request without a preset, or with an unknown one
 * @param all in the order in which clients see them; their names differ
 */
public record OfferedPresets(String defaultName, List<Preset> all) {
  /**
   * Checks that there is a default.
   *
   * @throws IllegalArgumentException when no preset has that name
   */
  public OfferedPresets {
    all = List.copyOf(all);
    if (find(all, defaultName).isEmpty()) {
      throw new IllegalArgumentException("No preset is named " + defaultName);
    }
  }

  /** The preset of exactly that name, or else the default. */
  public Preset resolve(String name) {
    return find(all, name).or(() -> find(all, defaultName)).orElseThrow();
  }

  /** The strategies that any of the presets names. */
  public Set<StrategyId> strategies() {
    return all.stream()
        .flatMap(preset ->
            Stream.concat(preset.imageStrategies().stream(), preset.videoStrategies().stream()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<Preset> find(List<Preset> all, String name) {
    return all.stream().filter(preset -> preset.name().equals(name)).findFirst();
  }
}
