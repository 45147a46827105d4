package io.reelway.image.heif;

import io.reelway.image.heif.Boxes.Box;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Converts the properties that rotate and mirror an image to ffmpeg filters, in the order of the
 * file.
 */
final class HeifTransforms {
  private HeifTransforms() {}

  static List<String> filters(List<Box> properties) throws IOException {
    List<String> filters = new ArrayList<>();
    for (Box box : properties) {
      switch (box.type()) {
        case "irot" -> filters.addAll(rotation(box.content().u8(0) & 3));
        case "imir" -> filters.add((box.content().u8(0) & 1) == 0 ? "vflip" : "hflip");
        default -> {}
      }
    }
    return filters;
  }

  /** The filters for a rotation by quarter turns, counter-clockwise. */
  private static List<String> rotation(int quarterTurns) {
    return switch (quarterTurns) {
      case 1 -> List.of("transpose=cclock");
      case 2 -> List.of("hflip", "vflip");
      case 3 -> List.of("transpose=clock");
      default -> List.of();
    };
  }
}
