package io.reelway.strategy;

import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Attempt;
import java.util.ArrayList;
import java.util.List;

/**
 * From decoded frames to frames that an encoder for the web takes: at most so many a second, whole
 * instead of two fields, in the planned size with square pixels, 8 bits, standard dynamic range,
 * limited range, and labelled with their colours. Turning and mirroring need no word: ffmpeg puts
 * them in front of these filters.
 */
final class VideoFilters {
  /** Frames within this share of a slot before it belong to it: containers round to 1 ms. */
  private static final String SLOT_TOLERANCE = "0.05";

  private final Picture picture;
  private final boolean interlaced;
  private final VideoColours colours;
  private final Attempt attempt;

  VideoFilters(Probe probe, Attempt attempt) {
    this.picture = probe.picture();
    this.interlaced = probe.pictureTrack() instanceof VideoTrack video && video.interlaced();
    this.colours = new VideoColours(probe.pictureTrack());
    this.attempt = attempt;
  }

  /**
   * @param keepAlpha whether transparency stays; otherwise the picture is laid over {@link
   *     VideoArguments#BACKGROUND}
   */
  String chain(boolean keepAlpha) {
    List<String> filters = new ArrayList<>();
    if (attempt.frameRateCap() != null) {
      filters.add(atMost(attempt.frameRateCap().toString()));
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
   * Drops frames, and never repeats one as the fps filter would: the first frame in each slot of
   * that length stays.
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
        + attempt.width()
        + ":"
        + attempt.height()
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
