package io.reelway.planning;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Plan;
import io.reelway.plan.QualityTarget;
import io.reelway.plan.Rendition;
import io.reelway.spec.JobOptions;
import io.reelway.spec.OutputRequest;
import io.reelway.spec.OutputSpec;
import io.reelway.spec.Preset;
import io.reelway.strategy.ImageStrategy;
import io.reelway.strategy.Original;
import io.reelway.strategy.PackageStrategy;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.Strategy;
import io.reelway.strategy.VideoStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decides which strategies to apply to a source, and in which order. */
public final class Planner {
  /** Containers of scans and screenshots, which browsers do not show. */
  private static final Set<String> UNCOMPRESSED = Set.of("tiff", "bmp");

  /** The time for a target of the quality, as a multiple of that of one encode. */
  private static final int ENCODES = 4;

  /** The time for a maximum of bytes, as a multiple of that of one encode. */
  private static final int SIZED_ENCODES = 5;

  private final Strategies strategies;
  private final EncodeLimits limits;
  private final SegmentSettings segments;
  private final Candidates candidates;
  private final Original original = new Original();

  public Planner(Strategies strategies, EncodeLimits limits, SegmentSettings segments) {
    this.strategies = strategies;
    this.limits = limits;
    this.segments = segments;
    this.candidates = new Candidates(strategies);
  }

  /** Plans a job without options. */
  public Plan plan(Probe probe, Preset preset) {
    return plan(probe, preset, JobOptions.NONE);
  }

  /**
   * Plans all renditions of a job. A further output that cannot be made of the source does not stop
   * the others.
   *
   * @throws StageException when the main output cannot be made: with {@code INVALID_INPUT} when the
   *     options do not go with the source, with {@code ENCODE_FAILED} when this build has none of
   *     the strategies, or none of them can encode the source
   */
  public Plan plan(Probe probe, Preset preset, JobOptions options) {
    List<Rendition> renditions = new ArrayList<>();
    List<Plan.Refusal> refusals = new ArrayList<>();
    renditions.add(
        new Rendition(Rendition.MAIN, attempts(probe, OutputSpec.main(preset, options))));
    for (OutputRequest output : options.outputs()) {
      try {
        renditions.add(new Rendition(output.name(), further(probe, preset, output, options)));
      } catch (StageException refused) {
        refusals.add(
            new Plan.Refusal(
                output.name(), refused.code().code(), String.valueOf(refused.getMessage())));
      }
    }
    share(renditions, probe.duration());
    return new Plan(renditions, refusals);
  }

  /** The segments of all outputs share one history, even if every attempt is needed. */
  private void share(List<Rendition> renditions, @Nullable Duration source) {
    long divided =
        renditions.stream()
            .flatMap(one -> one.attempts().stream())
            .filter(Planner::isDivided)
            .count();
    if (divided > 0 && source != null) {
      Duration length = segments.length(source, divided);
      renditions.replaceAll(one ->
          new Rendition(
              one.name(),
              one.attempts().stream()
                  .map(attempt -> isDivided(attempt) ? attempt.inSegments(length) : attempt)
                  .toList()));
    }
  }

  private static boolean isDivided(Attempt attempt) {
    return attempt.segmentLength() != null;
  }

  private List<Attempt> further(Probe probe, Preset preset, OutputRequest output, JobOptions main) {
    OutputSpec spec = spec(preset, output, main);
    Optional<PackageStrategy> several = strategies.of(output);
    if (several.isEmpty()) {
      return attempts(probe, spec);
    }
    if (probe.kind() != MediaKind.VIDEO) {
      throw SourceRules.noVideo(probe, output.type());
    }
    SourceRules.check(probe, spec);
    if (several.get().flattens(probe)) {
      throw SourceRules.noWay(probe, output.type());
    }
    return List.of(several.get().plan(probe, spec, output, limits.of(probe)));
  }

  /** A build with more types of outputs may have accepted the job. */
  private static OutputSpec spec(Preset preset, OutputRequest output, JobOptions main) {
    try {
      return OutputSpec.further(preset, output, main);
    } catch (IllegalArgumentException unknown) {
      throw new StageException(
          ErrorCode.INVALID_INPUT, String.valueOf(unknown.getMessage()), unknown);
    }
  }

  /**
   * Plans one output. First come the strategies of the preset or the options, each of which must
   * make the source smaller. The source itself follows, if browsers show it and it is what was
   * asked for, and then the strategies that lose its transparency. A scan or screenshot that
   * browsers do not show is also tried in its own size, and a video of a modern codec that browsers
   * do not show as AV1, because older codecs need more bytes for it. The last attempts may make the
   * file larger: a video moved into a container that browsers show, which costs some bytes, and
   * finally the first strategy again, regardless of the size of its output.
   */
  private List<Attempt> attempts(Probe probe, OutputSpec spec) {
    SourceRules.check(probe, spec);
    Duration limit = limits.of(probe);
    List<Strategy> ways = holding(candidates.of(probe, spec, limit), probe, spec, limit);
    if (ways.stream().anyMatch(ImageStrategy.class::isInstance)) {
      SourceRules.refuseLongAnimation(probe, spec);
    }
    Optional<Attempt> copy = original.plan(probe, spec, limit);
    List<Attempt> attempts = new ArrayList<>();
    plan(ways, way -> !flattens(way, probe), probe, spec, attempts);
    copy.ifPresent(attempts::add);
    plan(ways, way -> flattens(way, probe), probe, spec, attempts);
    if (copy.isEmpty() && !probe.animated() && UNCOMPRESSED.contains(probe.container())) {
      ways.stream()
          .filter(ImageStrategy.class::isInstance)
          .flatMap(way -> ((ImageStrategy) way).planUnscaled(probe, spec, limit).stream())
          .forEach(attempts::add);
    }
    if (spec.options().format().size() > 1) {
      attempts.replaceAll(attempt -> against(ways, attempt, attempts.getFirst()));
    }
    if (copy.isEmpty()) {
      plan(candidates.modern(probe, spec).stream().toList(), way -> true, probe, spec, attempts);
    }
    if (probe.kind() == MediaKind.VIDEO) {
      copy.map(Planner::ofAnySize).ifPresent(attempts::add);
    }
    if (attempts.isEmpty() && spec.choosesFormat()) {
      throw SourceRules.noWay(probe, spec);
    }
    if (attempts.isEmpty()) {
      throw new StageException(
          ErrorCode.ENCODE_FAILED,
          "None of the strategies " + candidates.ofPreset(probe, spec) + " can show this image.");
    }
    Attempt first = attempts.getFirst();
    if (!first.strategy().equals(original.id())) {
      attempts.add(ofAnySize(first));
    }
    attempts.replaceAll(attempt -> divided(limited(attempt, spec), probe));
    return attempts;
  }

  /** The first attempt competes with all other formats. */
  private Attempt against(List<Strategy> ways, Attempt attempt, Attempt first) {
    boolean competes = attempt.equals(first) && !attempt.strategy().equals(original.id());
    return competes
        ? attempt.against(
            ways.stream().map(Strategy::id).filter(id -> !id.equals(attempt.strategy())).toList())
        : attempt;
  }

  private void plan(
      List<Strategy> ways,
      Predicate<Strategy> which,
      Probe probe,
      OutputSpec spec,
      List<Attempt> attempts) {
    ways.stream()
        .filter(which)
        .flatMap(way -> way.plan(probe, spec, limits.of(probe)).stream())
        .forEach(attempts::add);
  }

  private static Attempt limited(Attempt attempt, OutputSpec spec) {
    Attempt within = attempt.expecting(attempt.expectation().within(spec.options().maxBytes()));
    QualityTarget target = spec.options().qualityTarget();
    if (target != null) {
      SourceRules.checkMeasurable(attempt);
    }
    int encodes = target == null ? 1 : ENCODES;
    encodes += spec.options().maxBytes() == null ? 0 : SIZED_ENCODES - 1;
    return within
        .expecting(within.expectation().reaching(target))
        .lasting(attempt.expectation().copied() ? 1 : encodes);
  }

  /**
   * A long video is encoded in segments, unless it is copied or trimmed, competes with another
   * format, must not exceed a number of bytes, or must reach a quality.
   */
  private Attempt divided(Attempt attempt, Probe probe) {
    boolean encodes = strategies.find(attempt.strategy()).orElse(null) instanceof VideoStrategy;
    return encodes
            && probe.kind() == MediaKind.VIDEO
            && !attempt.trims()
            && attempt.rivals().isEmpty()
            && attempt.expectation().maxBytes() == null
            && attempt.expectation().quality() == null
            && segments.divide(probe)
        ? attempt.inSegments(segments.length())
        : attempt;
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
   * Every format has a maximum side length. Strategies whose format is too small for the source are
   * left out if another one fits; if none fits, the image is scaled down.
   */
  private static List<Strategy> holding(
      List<Strategy> known, Probe probe, OutputSpec spec, Duration limit) {
    List<Strategy> able =
        known.stream().filter(way -> way.plan(probe, spec, limit).isPresent()).toList();
    List<Strategy> holding =
        able.stream()
            .filter(way -> !(way instanceof ImageStrategy image) || image.holds(probe, spec))
            .toList();
    return holding.isEmpty() ? able : holding;
  }
}
