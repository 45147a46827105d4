package io.reelway.planning;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Plan;
import io.reelway.plan.Preset;
import io.reelway.plan.Rendition;
import io.reelway.plan.StrategyId;
import io.reelway.strategy.ImageStrategy;
import io.reelway.strategy.Original;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.Strategy;
import io.reelway.strategy.VideoStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides which strategies to apply to a source, and in which order. */
public final class Planner {
  /** Containers of scans and screenshots, which browsers do not show. */
  private static final Set<String> UNCOMPRESSED = Set.of("tiff", "bmp");

  private final Strategies strategies;
  private final EncodeLimits limits;
  private final SegmentSettings segments;
  private final Original original = new Original();

  public Planner(Strategies strategies, EncodeLimits limits, SegmentSettings segments) {
    this.strategies = strategies;
    this.limits = limits;
    this.segments = segments;
  }

  /**
   * Plans one rendition. First come the preset's strategies, each of which must make the source
   * smaller. The source itself follows, if browsers show it, and then the strategies that lose its
   * transparency. A scan or screenshot that browsers do not show is also tried in its own size. The
   * last attempts may make the file larger: a video moved into a container that browsers show,
   * which costs some bytes, and finally the first strategy again, regardless of the size of its
   * output.
   *
   * @throws StageException with {@code ENCODE_FAILED} when this build has none of the strategies,
   *     or none of them can encode the source
   */
  public Plan plan(Probe probe, Preset wanted) {
    Duration limit = limits.of(probe);
    List<Strategy> ways = holding(known(probe, wanted), probe, wanted);
    Optional<Attempt> copy = original.plan(probe, wanted, limit);
    List<Attempt> attempts = new ArrayList<>();
    ways.stream()
        .filter(way -> !flattens(way, probe))
        .flatMap(way -> way.plan(probe, wanted, limit).stream())
        .forEach(attempts::add);
    copy.ifPresent(attempts::add);
    ways.stream()
        .filter(way -> flattens(way, probe))
        .flatMap(way -> way.plan(probe, wanted, limit).stream())
        .forEach(attempts::add);
    if (copy.isEmpty() && !probe.animated() && UNCOMPRESSED.contains(probe.container())) {
      ways.stream()
          .filter(ImageStrategy.class::isInstance)
          .flatMap(way -> ((ImageStrategy) way).planUnscaled(probe, wanted, limit).stream())
          .forEach(attempts::add);
    }
    if (probe.kind() == MediaKind.VIDEO) {
      copy.map(Planner::ofAnySize).ifPresent(attempts::add);
    }
    if (attempts.isEmpty()) {
      throw new StageException(
          ErrorCode.ENCODE_FAILED,
          "None of the strategies " + wanted(probe, wanted) + " can show this image.");
    }
    Attempt first = attempts.getFirst();
    if (!first.strategy().equals(original.id())) {
      attempts.add(ofAnySize(first));
    }
    attempts.replaceAll(attempt -> divided(attempt, probe));
    return new Plan(List.of(new Rendition(Rendition.MAIN, attempts)));
  }

  /** A long video is encoded in segments, unless it is copied. */
  private Attempt divided(Attempt attempt, Probe probe) {
    boolean encodes = strategies.find(attempt.strategy()).orElse(null) instanceof VideoStrategy;
    return encodes && segments.divide(probe) ? attempt.inSegments(segments.length()) : attempt;
  }

  private static Attempt ofAnySize(Attempt attempt) {
    return attempt.expecting(attempt.expectation().ofAnySize());
  }

  /** Whether the strategy would lose the transparency of the source. */
  private static boolean flattens(Strategy way, Probe probe) {
    return probe.findPicture().map(track -> track.picture().alpha()).orElse(false)
        && !way.keepsAlpha();
  }

  /**
   * The preset's strategies that this build knows. A build with more strategies may have accepted
   * the job; unknown ones are skipped.
   */
  private List<Strategy> known(Probe probe, Preset preset) {
    List<StrategyId> wanted = wanted(probe, preset);
    if (wanted.isEmpty()) {
      throw new StageException(
          ErrorCode.UNSUPPORTED_TYPE, "The preset has no strategy for sound without a picture.");
    }
    List<Strategy> known = wanted.stream().flatMap(id -> strategies.find(id).stream()).toList();
    if (known.isEmpty()) {
      throw new StageException(
          ErrorCode.ENCODE_FAILED, "This server has none of the strategies " + wanted + ".");
    }
    return known;
  }

  private static List<StrategyId> wanted(Probe probe, Preset preset) {
    return switch (probe.kind()) {
      case VIDEO -> preset.videoStrategies();
      case IMAGE -> preset.imageStrategies();
      case AUDIO -> List.of();
    };
  }

  /**
   * Every format has a maximum side length. Strategies whose format is too small for the source are
   * left out if another one fits; if none fits, the image is scaled down.
   */
  private List<Strategy> holding(List<Strategy> known, Probe probe, Preset preset) {
    Duration limit = limits.of(probe);
    List<Strategy> able =
        known.stream().filter(way -> way.plan(probe, preset, limit).isPresent()).toList();
    List<Strategy> holding =
        able.stream()
            .filter(way -> !(way instanceof ImageStrategy image) || image.holds(probe, preset))
            .toList();
    return holding.isEmpty() ? able : holding;
  }
}
