package io.reelway.planning;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.plan.FileType;
import io.reelway.plan.Plan;
import io.reelway.plan.Preset;
import io.reelway.plan.Rendition;
import io.reelway.plan.Strategy;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Target;
import io.reelway.plan.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what to make of a source: sizes, strategies in order, time limits. */
public final class Planner {
  /** More is not seen, and doubles the work. */
  private static final Rational FASTEST = new Rational(60, 1);

  /** A camera's clock may run a little fast; that is no reason to drop frames. */
  private static final Rational TOO_FAST = new Rational(121, 2);

  private final EncodeLimits limits;

  public Planner(EncodeLimits limits) {
    this.limits = limits;
  }

  /**
   * Plans one rendition: the preset's strategies, each of which has to make the source smaller;
   * then the source as it is, if browsers show it; then what would lose its transparency. What
   * remains may grow: a video moved into a container that browsers show, which costs it some bytes;
   * and at last the first strategy again, however large it comes out.
   *
   * @throws StageException with {@code ENCODE_FAILED} when this build has none of the strategies,
   *     or none of them can make anything of the source
   */
  public Plan plan(Probe probe, Preset wanted) {
    List<Strategy> ways = strategies(probe, wanted);
    List<Target> targets = new ArrayList<>();
    ways.stream()
        .filter(way -> !flattens(way, probe))
        .forEach(way -> targets.add(target(probe, wanted, way, type(way), false)));
    WebReady.type(probe)
        .ifPresent(type -> targets.add(target(probe, wanted, Strategy.ORIGINAL, type, false)));
    ways.stream()
        .filter(way -> flattens(way, probe))
        .forEach(way -> targets.add(target(probe, wanted, way, type(way), false)));
    if (probe.kind() == MediaKind.VIDEO) {
      WebReady.type(probe)
          .ifPresent(type -> targets.add(target(probe, wanted, Strategy.ORIGINAL, type, true)));
    }
    if (targets.isEmpty()) {
      throw new StageException(
          ErrorCode.ENCODE_FAILED,
          "None of the strategies " + wanted.imageStrategies() + " can show this image.");
    }
    Strategy first = targets.getFirst().strategy();
    if (first != Strategy.ORIGINAL) {
      targets.add(target(probe, wanted, first, type(first), true));
    }
    return new Plan(List.of(new Rendition("main", targets)));
  }

  /** Whether a way to make it would lose its transparency. */
  private static boolean flattens(Strategy way, Probe probe) {
    return probe.video().alpha() && !way.keepsAlpha();
  }

  /** Whether a format has pictures as long as the one that is wanted. */
  private static boolean holds(Strategy way, Probe probe, Preset preset) {
    Size size = Size.fit(probe.video(), probe.kind(), preset.maxWidth());
    return size.equals(size.within(longestSide(way)));
  }

  /** What the format, and every reader of it, has room for. */
  private static int longestSide(Strategy way) {
    return switch (way) {
      case IMAGE_WEBP -> 16_383;
      case IMAGE_AVIF -> 32_768;
      case IMAGE_JPEG -> 65_500;
      case VIDEO_MP4_H264, VIDEO_WEBM_VP9, ORIGINAL -> Integer.MAX_VALUE;
    };
  }

  /**
   * JPEG knows neither transparency nor animation, and no format knows pictures of any length; what
   * is too long for all of them becomes shorter.
   */
  private static List<Strategy> strategies(Probe probe, Preset preset) {
    return switch (probe.kind()) {
      case VIDEO -> known(preset.videoStrategies());
      case IMAGE -> {
        List<Strategy> able =
            known(preset.imageStrategies()).stream()
                .filter(way -> way != Strategy.IMAGE_JPEG || !needsMoreThanJpeg(probe))
                .toList();
        List<Strategy> holding = able.stream().filter(way -> holds(way, probe, preset)).toList();
        yield holding.isEmpty() ? able : holding;
      }
    };
  }

  /** A job may have been accepted by a build that has more strategies; those are passed over. */
  private static List<Strategy> known(List<StrategyId> wanted) {
    List<Strategy> known = wanted.stream().map(Strategy::of).flatMap(Optional::stream).toList();
    if (known.isEmpty()) {
      throw new StageException(
          ErrorCode.ENCODE_FAILED, "This server has none of the strategies " + wanted + ".");
    }
    return known;
  }

  private static boolean needsMoreThanJpeg(Probe probe) {
    return probe.video().alpha() || probe.animated();
  }

  private static FileType type(Strategy way) {
    return switch (way) {
      case IMAGE_WEBP -> FileType.WEBP;
      case IMAGE_AVIF -> FileType.AVIF;
      case IMAGE_JPEG -> FileType.JPEG;
      case VIDEO_MP4_H264 -> FileType.MP4;
      case VIDEO_WEBM_VP9 -> FileType.WEBM;
      case ORIGINAL -> throw new IllegalArgumentException("An original is what its source is");
    };
  }

  private Target target(Probe probe, Preset preset, Strategy way, FileType type, boolean mayGrow) {
    Size size =
        way == Strategy.ORIGINAL
            ? new Size(probe.video().width(), probe.video().height())
            : Size.fit(probe.video(), probe.kind(), preset.maxWidth()).within(longestSide(way));
    return new Target(
        way,
        type,
        size.width(),
        size.height(),
        preset.imageQuality(),
        preset.videoCrf(),
        preset.videoBitrateKbps(),
        preset.audioBitrateKbps(),
        frameRateCap(probe.video()),
        timeLimit(probe),
        Workload.of(probe),
        mayGrow);
  }

  private static @Nullable Rational frameRateCap(VideoTrack video) {
    Rational rate = video.frameRate();
    return rate != null && rate.compareTo(TOO_FAST) > 0 ? FASTEST : null;
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
