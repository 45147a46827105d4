package io.reelway.strategy;

import io.reelway.media.Colour;
import io.reelway.media.Picture;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The colour labels of an output, in ffmpeg's names. Every output carries all three. Without them,
 * a player guesses by the height, and a scaled-down video would change its colours.
 */
record Labels(String matrix, String primaries, String transfer) {
  static final Labels BT709 = new Labels("bt709", "bt709", "bt709");
  static final Labels NTSC = new Labels("smpte170m", "smpte170m", "smpte170m");
  static final Labels PAL = new Labels("bt470bg", "bt470bg", "smpte170m");

  /** Matrices that every player supports; values with one of these are not converted. */
  static final Set<String> COMMON_MATRICES = Set.of("bt709", "smpte170m", "bt470bg");

  /** Primaries whose pure colours lie outside of BT.709: cinema and phone displays, UHD. */
  static final Set<String> WIDE_PRIMARIES = Set.of("smpte431", "smpte432", "bt2020");

  private static final Set<String> COMMON_PRIMARIES =
      Set.of("bt709", "smpte170m", "smpte240m", "bt470bg", "bt470m");
  private static final Set<String> COMMON_TRANSFERS =
      Set.of("bt709", "smpte170m", "bt470bg", "bt470m", "iec61966-2-1");

  /**
   * The labels of a source. A missing one is replaced by the label that players assume for a video
   * of its size.
   */
  static Labels of(Picture picture) {
    Colour colour = picture.colour();
    Labels assumed = assumed(picture, colour.matrix());
    return new Labels(
        assumed.matrix(),
        known(colour.primaries(), COMMON_PRIMARIES, assumed.primaries()),
        known(colour.transfer(), COMMON_TRANSFERS, assumed.transfer()));
  }

  private static Labels assumed(Picture picture, @Nullable String matrix) {
    return switch (matrix) {
      case "bt709" -> BT709;
      case "smpte170m" -> NTSC;
      case "bt470bg" -> PAL;
      case null, default -> isHighDefinition(picture) ? BT709 : NTSC;
    };
  }

  private static boolean isHighDefinition(Picture picture) {
    return Math.max(picture.width(), picture.height()) >= 1280
        || Math.min(picture.width(), picture.height()) > 576;
  }

  private static String known(@Nullable String name, Set<String> names, String otherwise) {
    return name != null && names.contains(name) ? name : otherwise;
  }
}
