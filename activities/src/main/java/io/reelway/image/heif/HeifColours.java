package io.reelway.image.heif;

import io.reelway.image.colour.Colours;
import io.reelway.image.colour.Primaries;
import io.reelway.image.colour.Transfer;
import io.reelway.source.Bytes;
import java.io.IOException;
import java.util.Optional;

/** Reads the {@code colr} box. */
final class HeifColours {
  private HeifColours() {}

  static Colours read(Bytes colr) throws IOException {
    if (!colr.says("nclx", 0)) {
      return colr.size() > Colours.LARGEST_PROFILE
          ? new Colours.Srgb()
          : new Colours.Profile(colr.copy(4, (int) colr.size() - 4));
    }
    Optional<Primaries> primaries = Primaries.numbered(colr.u16(4));
    Optional<Transfer> transfer = Transfer.numbered(colr.u16(6));
    if (primaries.isEmpty() && transfer.isEmpty()) {
      return new Colours.Srgb();
    }
    return new Colours.Coded(primaries.orElse(Primaries.BT709), transfer.orElse(Transfer.SRGB));
  }
}
