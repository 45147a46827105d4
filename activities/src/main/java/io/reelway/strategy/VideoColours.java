package io.reelway.strategy;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.media.Colour;
import io.reelway.media.Picture;
import io.reelway.media.PictureTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts the colours of a video to SDR in limited range. swscale does it where it can. zimg does
 * it for more colours or more light than BT.709 has, for matrices that swscale does not support,
 * and for gray video, which swscale always treats as full range.
 */
final class VideoColours {
  /**
   * Maps 203 nits, the white of graphics in HDR (ITU-R BT.2408), to the white of SDR. Mobius keeps
   * darker values and compresses only brighter ones.
   */
  private static final String TONE_MAP =
      ":t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=mobius:desat=0,"
          + "zscale=t=bt709:m=bt709:r=tv";

  private static final String TO_BT709 = ":m=bt709:p=bt709:t=bt709:r=tv";

  /** Matrices that swscale supports. It refuses a frame that is labelled with any other. */
  private static final Set<String> SWSCALE =
      Set.of("bt709", "fcc", "smpte170m", "bt470bg", "smpte240m", "bt2020nc", "gbr");

  /** Further matrices, which zimg supports. */
  private static final Set<String> ZIMG =
      Set.of("ycgco", "bt2020c", "chroma-derived-nc", "chroma-derived-c", "ictcp");

  /** Codecs whose standards say that an unlabelled range is limited. */
  private static final Set<String> LIMITED_UNLESS_LABELLED = Set.of("h264", "hevc", "vvc", "av1");

  private final String codec;
  private final Picture picture;
  private final Colour colour;

  /**
   * @throws StageException with {@code ENCODE_FAILED} when no filter converts these colours
   */
  VideoColours(PictureTrack track) {
    this.codec = track.codec();
    this.picture = track.picture();
    this.colour = picture.colour();
    String matrix = colour.matrix();
    boolean known = matrix == null || SWSCALE.contains(matrix) || ZIMG.contains(matrix);
    // ICtCp is defined for the two transfers of HDR only.
    boolean defined =
        !"ictcp".equals(matrix) || colour.transfer() == null || colour.highDynamicRange();
    if (!known || !defined) {
      throw new StageException(
          ErrorCode.ENCODE_FAILED,
          "The colours of the video are coded with the matrix %s%s, which cannot be converted."
              .formatted(matrix, known ? " and the transfer " + colour.transfer() : ""));
    }
  }

  /** Filters before the scaler, which works on planes and needs no matrix. */
  List<String> preparation() {
    List<String> filters = new ArrayList<>();
    if (isGray()) {
      // zimg supports no gray with more bits. In "full" range, swscale only drops bits.
      filters.add("setparams=range=pc");
      if (!picture.pixelFormat().equals("gray")) {
        filters.add("format=gray10le");
      }
    } else if (isOnlyOfZimg()) {
      filters.add("setparams=colorspace=unknown");
    }
    return filters;
  }

  /** Options of the scaler besides the size. */
  String scalerOptions() {
    if (isConverted()) {
      return "";
    }
    return ":out_range=tv" + (isRgb() || isExotic() ? ":out_color_matrix=bt709" : "");
  }

  /** Filters after the scaler. */
  List<String> conversion() {
    if (isGray() && !isWide()) {
      return List.of("zscale=min=bt709:rin=" + range() + ":m=bt709:r=tv,format=yuv420p");
    }
    if (!isConverted()) {
      return List.of();
    }
    String primaries = or(colour.primaries(), isWide() ? "bt2020" : "bt709");
    String given =
        "zscale=min=%s:pin=%s:tin=%s:rin=%s"
            .formatted(
                matrix(),
                primaries,
                isBright() ? or(colour.transfer(), "smpte2084") : "bt709",
                range());
    return List.of(given + (isBright() ? ":p=" + primaries + TONE_MAP : TO_BT709));
  }

  /** The colour labels of the result. */
  Labels labels() {
    return isConverted() || isRgb() || isExotic() ? Labels.BT709 : Labels.of(picture);
  }

  private boolean isConverted() {
    return isWide() || isOnlyOfZimg() || isGray();
  }

  /** Whether the video has more colours or more light than BT.709. */
  private boolean isWide() {
    return isBright()
        || colour.wideGamut()
        || Labels.WIDE_PRIMARIES.contains(or(colour.primaries(), ""));
  }

  private boolean isBright() {
    return colour.highDynamicRange() || "ictcp".equals(colour.matrix());
  }

  private boolean isOnlyOfZimg() {
    return ZIMG.contains(or(colour.matrix(), ""));
  }

  private boolean isExotic() {
    String matrix = colour.matrix();
    return matrix != null && !Labels.COMMON_MATRICES.contains(matrix);
  }

  private boolean isGray() {
    return picture.pixelFormat().startsWith("gray");
  }

  private boolean isRgb() {
    String format = picture.pixelFormat();
    return format.startsWith("gbr")
        || format.contains("rgb")
        || format.contains("bgr")
        || format.equals("pal8");
  }

  private String matrix() {
    if (isRgb()) {
      return "gbr";
    }
    return isGray() ? "bt709" : or(colour.matrix(), "bt2020nc");
  }

  private String range() {
    if (isRgb()) {
      return "pc";
    }
    boolean full = isGray() && !LIMITED_UNLESS_LABELLED.contains(codec);
    return or(colour.range(), full ? "pc" : "tv");
  }

  private static String or(@Nullable String name, String otherwise) {
    return name == null ? otherwise : name;
  }
}
