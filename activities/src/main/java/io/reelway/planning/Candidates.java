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
import io.reelway.strategy.VideoStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Chooses the strategies for an output: those of the preset, or those that its options name. */
final class Candidates {
  /** ffmpeg's names of the codecs that need fewer bytes than H.264 and VP9. */
  private static final Set<String> MODERN = Set.of("hevc", "av1", "vvc");

  private static final StrategyId MODERN_STRATEGY = new StrategyId("video-mp4-av1");

  private final Strategies strategies;

  Candidates(Strategies strategies) {
    this.strategies = strategies;
  }

  /**
   * The strategies that this build knows, the first choice first.
   *
   * @throws StageException with {@code ENCODE_FAILED} if this build has none of the preset's; with
   *     {@code UNSUPPORTED_TYPE} if the preset has none for such a source
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
   * For each format in the order of the request, the first strategy that can make what was asked
   * for; empty if none can. The preset's strategies come before the others. Formats of the kind of
   * the source leave out the others.
   */
  private List<Strategy> chosen(Probe probe, OutputSpec spec, Duration timeLimit) {
    Map<String, Strategy> byFormat = new LinkedHashMap<>();
    for (Strategy way : inOrder(probe, spec)) {
      Offer offer = way.offer();
      if (offer != null
          && (meets(way, spec) || isNamedForStill(offer, probe, spec))
          && isOfKind(offer, probe, spec)
          && !losesAlpha(way, probe)
          && way.plan(probe, spec, timeLimit).isPresent()) {
        byFormat.putIfAbsent(offer.format(), way);
      }
    }
    List<Strategy> ways = new ArrayList<>();
    List<String> formats = spec.options().format();
    byFormat.keySet().stream()
        .sorted(Comparator.comparingInt(formats::indexOf))
        .forEach(format -> ways.add(Objects.requireNonNull(byFormat.get(format))));
    List<Strategy> alike = ways.stream().filter(way -> isLike(way, probe)).toList();
    return alike.isEmpty() ? ways : alike;
  }

  private static boolean meets(Strategy way, OutputSpec spec) {
    Offer offer = way.offer();
    return offer != null && offer.meets(spec.options());
  }

  /** A codec says nothing about the image formats that a list names beside those of videos. */
  private static boolean isNamedForStill(Offer offer, Probe probe, OutputSpec spec) {
    return offer.kind() == MediaKind.IMAGE
        && probe.kind() == MediaKind.IMAGE
        && !probe.animated()
        && spec.options().format().contains(offer.format());
  }

  private static boolean isLike(Strategy way, Probe probe) {
    Offer offer = way.offer();
    return offer != null && offer.kind() == probe.kind();
  }

  /** A transparent video is not flattened by a format that was asked for. */
  private static boolean losesAlpha(Strategy way, Probe probe) {
    return way instanceof VideoStrategy
        && probe.kind() == MediaKind.VIDEO
        && probe.picture().alpha()
        && !way.keepsAlpha();
  }

  /**
   * The strategy for videos whose codec is better than that of the preset's strategies, unless the
   * options name a codec or a format that it does not make.
   */
  Optional<Strategy> modern(Probe probe, OutputSpec spec) {
    boolean video =
        probe.kind() == MediaKind.VIDEO && (spec.kind() == null || spec.kind() == MediaKind.VIDEO);
    if (!video
        || spec.options().videoCodec() != null
        || !MODERN.contains(probe.pictureTrack().codec())) {
      return Optional.empty();
    }
    return strategies
        .find(MODERN_STRATEGY)
        .filter(way -> !ofPreset(probe, spec).contains(way.id()))
        .filter(way -> meets(way, spec));
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
