package io.reelway.encode;

import io.reelway.media.Colour;
import io.reelway.media.Probe;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From decoded frames to frames that an encoder for the web takes: at most so many a second, whole
 * instead of two fields, in the planned size with square pixels, 8 bits, standard dynamic range,
 * limited range, and labelled with their colours. Turning and mirroring need no word: ffmpeg puts
 * them in front of these filters.
 */
final class VideoFilters {
  /**
   * 203 nits are the white of graphics in HDR (ITU-R BT.2408) and become the white of SDR; Mobius
   * keeps what is darker as it is and bends only what is brighter.
   */
  private static final String TONE_MAP =
      ":t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=mobius:desat=0,"
          + "zscale=t=bt709:m=bt709:r=tv";

  /** Frames within this share of a slot before it belong to it: containers round to 1 ms. */
  private static final String SLOT_TOLERANCE = "0.05";

  private final VideoTrack video;
  private final Target target;

  VideoFilters(Probe probe, Target target) {
    this.video = probe.video();
    this.target = target;
  }

  /**
   * @param keepAlpha whether transparency stays; otherwise the picture is laid over {@link
   *     VideoArguments#BACKGROUND}
   */
  String chain(boolean keepAlpha) {
    List<String> filters = new ArrayList<>();
    if (target.frameRateCap() != null) {
      filters.add(atMost(target.frameRateCap().toString()));
    }
    if (video.interlaced()) {
      filters.add("idet,bwdif=mode=send_frame:parity=auto:deint=interlaced");
    }
    filters.add(scale());
    if (isConverted()) {
      filters.add(toBt709());
    }
    if (video.alpha() && keepAlpha) {
      filters.add("format=yuva420p");
    } else {
      if (video.alpha()) {
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
    String words = "scale=" + target.width() + ":" + target.height() + ":flags=bicubic";
    if (isConverted()) {
      return words;
    }
    return words + ":out_range=tv" + (isRgb() || isExotic() ? ":out_color_matrix=bt709" : "");
  }

  private String toBt709() {
    Colour colour = video.colour();
    String given =
        "zscale=min=%s:pin=%s:tin=%s:rin=%s"
            .formatted(
                isRgb() ? "gbr" : or(colour.matrix(), "bt2020nc"),
                or(colour.primaries(), "bt2020"),
                colour.highDynamicRange() ? or(colour.transfer(), "smpte2084") : "bt709",
                isRgb() ? "pc" : or(colour.range(), "tv"));
    return colour.highDynamicRange() ? given + TONE_MAP : given + ":m=bt709:p=bt709:t=bt709:r=tv";
  }

  private static String overBackground() {
    return "format=yuva420p,split[front][canvas];[canvas]drawbox=color="
        + VideoArguments.BACKGROUND
        + ":thickness=fill:replace=1[back];[back][front]overlay";
  }

  private String label() {
    Labels labels = isConverted() || isRgb() || isExotic() ? Labels.BT709 : Labels.of(video);
    return "setparams=range=tv:colorspace="
        + labels.matrix()
        + ":color_primaries="
        + labels.primaries()
        + ":color_trc="
        + labels.transfer();
  }

  /** More colours or more light than BT.709 has. */
  private boolean isConverted() {
    return video.colour().highDynamicRange()
        || video.colour().wideGamut()
        || Labels.WIDE_PRIMARIES.contains(or(video.colour().primaries(), ""));
  }

  private boolean isRgb() {
    String format = video.pixelFormat();
    return format.startsWith("gbr")
        || format.contains("rgb")
        || format.contains("bgr")
        || format.equals("pal8");
  }

  private boolean isExotic() {
    String matrix = video.colour().matrix();
    return matrix != null && !Labels.COMMON_MATRICES.contains(matrix);
  }

  private static String or(@Nullable String name, String otherwise) {
    return name == null ? otherwise : name;
  }
}
