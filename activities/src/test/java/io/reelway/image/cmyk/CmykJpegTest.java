package io.reelway.image.cmyk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CmykJpegTest {
  private static final String FRAME = "ffc0 0014 08 0010 0010 04 431100 4d1100 591100 4b1100";
  private static final String SCAN = "ffda 000e 04 4300 4d00 5900 4b00 003f00";

  @TempDir Path folder;

  @Test
  void renumbersComponentsWhoseIdsSpellAColourSpace() throws Exception {
    Path file = write(1);

    CmykJpeg.hideColourSpace(file);

    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file)))
        .contains("04011100021100031100041100".replace(" ", ""))
        .contains("0401000200030004 00003f00".replace(" ", ""));
  }

  /** Each scan takes memory, so a large file of empty scans would fill the memory of a worker. */
  @Test
  void refusesTooManyScans() throws Exception {
    Path file = write(10_000);

    assertThatExceptionOfType(EOFException.class).isThrownBy(() -> CmykJpeg.hideColourSpace(file));
  }

  private Path write(int scans) throws Exception {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    jpeg.writeBytes(bytes("ffd8" + FRAME));
    for (int i = 0; i < scans; i++) {
      jpeg.writeBytes(bytes(SCAN + "12"));
    }
    jpeg.writeBytes(bytes("ffd9"));
    return Files.write(folder.resolve("inks.jpg"), jpeg.toByteArray());
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
