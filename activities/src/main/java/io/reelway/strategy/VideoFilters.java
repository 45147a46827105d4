package io.reelway.strategy;

import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Excerpt;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.Segment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The filters that prepare decoded frames for a web encoder. The result has a capped frame rate,
 * progressive frames, the planned size with square pixels, 8 bits, standard dynamic range, limited
 * range, and colour labels. Rotation and mirroring are not part of them: ffmpeg inserts filters for
 * them by itself, before these.
 */
final class VideoFilters {
  /** How far a cut stands before its frame, in seconds, because times are rounded. */
  private static final double EARLIER = 0.0001;

  private final @Nullable Segment segment;
  private final Picture picture;
  private final boolean interlaced;
  private final VideoColours colours;
  private final ExpectedPicture wanted;
  private final @Nullable Excerpt excerpt;
  private final Trim trim;
  private final @Nullable Rational frameRateCap;

  VideoFilters(VideoTask task) {
    Probe probe = task.probe();
    this.segment = task.segment();
    this.picture = probe.picture();
    this.interlaced = probe.pictureTrack() instanceof VideoTrack video && video.interlaced();
    this.colours = new VideoColours(probe.pictureTrack());
    this.wanted = task.attempt().picture();
    this.excerpt = task.attempt().excerpt();
    this.trim = Trim.of(task);
    this.frameRateCap = task.attempt().settings().frameRateCap();
  }

  /**
   * Builds the filter chain.
   *
   * @param keepAlpha whether transparency stays; otherwise the video is drawn over {@link
   *     VideoArguments#BACKGROUND}
   */
  String chain(boolean keepAlpha) {
    List<String> filters = new ArrayList<>(trim.picture());
    if (interlaced) {
      // These look at neighbouring frames, so they get some from before and after the segment.
      addRateCap(filters);
      filters.add("idet,bwdif=mode=send_frame:parity=auto:deint=interlaced");
      addCut(filters);
    } else {
      addCut(filters);
      addRateCap(filters);
    }
    filters.addAll(CropFilter.of(excerpt));
    filters.addAll(colours.preparation());
    filters.add(scale());
    filters.addAll(colours.conversion());
    if (picture.alpha() && keepAlpha) {
      filters.add("format=yuva420p");
    } else {
      if (picture.alpha()) {
        filters.add(overBackground());
      }
      filters.add("format=yuv420p");
    }
    filters.add("setsar=1");
    filters.add(label());
    return String.join(",", filters);
  }

  private void addRateCap(List<String> filters) {
    if (frameRateCap != null) {
      filters.add(new FrameRateCap(frameRateCap).filter());
    }
  }

  /** Selects the frames of the segment. The end of the segment also ends the reading. */
  private void addCut(List<String> filters) {
    if (segment != null) {
      filters.add(
          "trim=start="
              + VideoArguments.seconds(segment.start() - EARLIER)
              + ":end="
              + VideoArguments.seconds(segment.end() - EARLIER));
    }
  }

  private String scale() {
    return "scale="
        + wanted.width()
        + ":"
        + wanted.height()
        + ":flags=bicubic"
        + colours.scalerOptions();
  }

  private static String overBackground() {
    return "format=yuva420p,split[front][canvas];[canvas]drawbox=color="
        + VideoArguments.BACKGROUND
        + ":thickness=fill:replace=1[back];[back][front]overlay";
  }

  private String label() {
    Labels labels = colours.labels();
    return "setparams=range=tv:colorspace="
        + labels.matrix()
        + ":color_primaries="
        + labels.primaries()
        + ":color_trc="
        + labels.transfer();
  }
}
