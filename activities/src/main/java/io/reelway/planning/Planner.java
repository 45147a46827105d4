package io.reelway.planning;

import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Plan;
import io.reelway.plan.Preset;
import io.reelway.plan.Presets;
import io.reelway.plan.Rendition;
import io.reelway.plan.Strategy;
import io.reelway.plan.Target;
import io.reelway.plan.Workload;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what to make of a source: sizes, strategies in order, time limits. */
public final class Planner {
  /** More is not seen, and doubles the work. */
  private static final Rational FASTEST = new Rational(60, 1);

  private final EncodeLimits limits;

  public Planner(EncodeLimits limits) {
    this.limits = limits;
  }

  /**
   * Plans one rendition.
   *
   * @param preset name of a preset; an unknown one counts as the default
   */
  public Plan plan(Probe probe, String preset) {
    Preset wanted = Presets.named(preset).orElse(Presets.DEFAULT);
    List<Target> targets =
        strategies(probe, wanted).stream().map(way -> target(probe, wanted, way)).toList();
    return new Plan(List.of(new Rendition("main", targets)));
  }

  /** JPEG knows neither transparency nor animation. */
  private static List<Strategy> strategies(Probe probe, Preset preset) {
    return switch (probe.kind()) {
      case VIDEO -> preset.videoStrategies();
      case IMAGE ->
          preset.imageStrategies().stream()
              .filter(way -> way != Strategy.IMAGE_JPEG || !needsMoreThanJpeg(probe))
              .toList();
    };
  }

  private static boolean needsMoreThanJpeg(Probe probe) {
    return probe.video().alpha() || probe.animated();
  }

  private Target target(Probe probe, Preset preset, Strategy way) {
    Size size = Size.fit(probe.video(), probe.kind(), preset.maxWidth());
    return new Target(
        way,
        size.width(),
        size.height(),
        preset.imageQuality(),
        preset.videoCrf(),
        preset.videoBitrateKbps(),
        preset.audioBitrateKbps(),
        frameRateCap(probe.video()),
        timeLimit(probe),
        probe.kind() == MediaKind.VIDEO ? Workload.HEAVY : Workload.LIGHT);
  }

  private static @Nullable Rational frameRateCap(VideoTrack video) {
    Rational rate = video.frameRate();
    return rate != null && rate.compareTo(FASTEST) > 0 ? FASTEST : null;
  }

  private Duration timeLimit(Probe probe) {
    if (probe.kind() == MediaKind.IMAGE) {
      return limits.image();
    }
    Duration length = probe.duration();
    if (length == null) {
      return limits.videoUnknown();
    }
    Duration scaled = length.multipliedBy(limits.videoFactor());
    return scaled.compareTo(limits.videoMinimum()) > 0 ? scaled : limits.videoMinimum();
  }
}
