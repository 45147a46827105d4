package io.reelway.planning;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.plan.StrategyId;
import io.reelway.spec.OutputSpec;
import io.reelway.strategy.AudioStrategy;
import io.reelway.strategy.Offer;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chooses the strategies for an output: those of the preset, or those that its options name. */
final class Candidates {
  private final Strategies strategies;

  Candidates(Strategies strategies) {
    this.strategies = strategies;
  }

  /**
   * The strategies that this build knows, the first choice first.
   *
   * @throws StageException with {@code ENCODE_FAILED} if this build has none of the preset's; with
   *     {@code UNSUPPORTED_TYPE} if the preset has none for such a source; with {@code
   *     INVALID_INPUT} if what the options name cannot be made of the source
   */
  List<Strategy> of(Probe probe, OutputSpec spec, Duration timeLimit) {
    if (spec.choosesFormat() || spec.kind() == MediaKind.AUDIO) {
      return chosen(probe, spec, timeLimit);
    }
    List<StrategyId> wanted = ofPreset(probe, spec);
    if (wanted.isEmpty()) {
      throw new StageException(
          ErrorCode.UNSUPPORTED_TYPE, "The preset has no strategy for sound without a picture.");
    }
    // A build with more strategies may have accepted the job; unknown ones are skipped.
    List<Strategy> known = wanted.stream().flatMap(id -> strategies.find(id).stream()).toList();
    if (known.isEmpty()) {
      throw new StageException(
          ErrorCode.ENCODE_FAILED, "This server has none of the strategies " + wanted + ".");
    }
    return known;
  }

  /** The names of the preset's strategies for an output of a source. */
  List<StrategyId> ofPreset(Probe probe, OutputSpec spec) {
    MediaKind kind = spec.kind() == null ? probe.kind() : spec.kind();
    return switch (kind) {
      case VIDEO -> spec.preset().videoStrategies();
      case IMAGE -> spec.preset().imageStrategies();
      case AUDIO -> spec.preset().videoStrategies().stream().filter(this::isOfSound).toList();
    };
  }

  private boolean isOfSound(StrategyId id) {
    return strategies.find(id).orElse(null) instanceof AudioStrategy;
  }

  /**
   * For each format, the first strategy that can make what was asked for. The preset's strategies
   * come before the others.
   */
  private List<Strategy> chosen(Probe probe, OutputSpec spec, Duration timeLimit) {
    Map<String, Strategy> byFormat = new LinkedHashMap<>();
    for (Strategy way : inOrder(probe, spec)) {
      Offer offer = way.offer();
      if (offer != null
          && offer.meets(spec.options())
          && isOfKind(offer, probe, spec)
          && way.plan(probe, spec, timeLimit).isPresent()) {
        byFormat.putIfAbsent(offer.format(), way);
      }
    }
    if (byFormat.isEmpty()) {
      throw SourceRules.noWay(probe, spec);
    }
    return List.copyOf(byFormat.values());
  }

  private List<Strategy> inOrder(Probe probe, OutputSpec spec) {
    List<Strategy> all = new ArrayList<>();
    ofPreset(probe, spec).forEach(id -> strategies.find(id).ifPresent(all::add));
    all.addAll(strategies.all());
    return all;
  }

  /** Without a format, an output is of the kind of its source. */
  private static boolean isOfKind(Offer offer, Probe probe, OutputSpec spec) {
    if (spec.kind() != null) {
      return offer.kind() == spec.kind();
    }
    return !spec.options().format().isEmpty() || offer.kind() == probe.kind();
  }
}
