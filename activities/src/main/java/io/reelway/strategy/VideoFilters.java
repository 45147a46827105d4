package io.reelway.strategy;

import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.plan.ExpectedPicture;
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
  /**
   * A frame belongs to a slot even if it is early by this share of the slot: containers round times
   * to 1 ms.
   */
  private static final String SLOT_TOLERANCE = "0.05";

  private final Picture picture;
  private final boolean interlaced;
  private final VideoColours colours;
  private final ExpectedPicture wanted;
  private final @Nullable Rational frameRateCap;

  VideoFilters(VideoTask task) {
    Probe probe = task.probe();
    this.picture = probe.picture();
    this.interlaced = probe.pictureTrack() instanceof VideoTrack video && video.interlaced();
    this.colours = new VideoColours(probe.pictureTrack());
    this.wanted = task.attempt().picture();
    this.frameRateCap = task.settings().frameRateCap();
  }

  /**
   * Builds the filter chain.
   *
   * @param keepAlpha whether transparency stays; otherwise the video is drawn over {@link
   *     VideoArguments#BACKGROUND}
   */
  String chain(boolean keepAlpha) {
    List<String> filters = new ArrayList<>();
    if (frameRateCap != null) {
      filters.add(atMost(frameRateCap.toString()));
    }
    if (interlaced) {
      filters.add("idet,bwdif=mode=send_frame:parity=auto:deint=interlaced");
    }
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

  /**
   * Caps the frame rate by dropping frames: the first frame in each slot stays. It never repeats a
   * frame, as the fps filter would.
   */
  private static String atMost(String rate) {
    String slot = "floor(%s*(" + rate + ")+" + SLOT_TOLERANCE + ")";
    return "select='isnan(prev_selected_t)+gt("
        + slot.formatted("t")
        + ","
        + slot.formatted("prev_selected_t")
        + ")'";
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
