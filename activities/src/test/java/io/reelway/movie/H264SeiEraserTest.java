package io.reelway.movie;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H264SeiEraserTest {
  /**
   * The test reads SEI messages by ITU-T H.264, 7.3.2.3: type and size, each coded as bytes of 255
   * and a remainder.
   */
  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 30, 257, 258, 259, 260, 300, 514, 515, 516, 700, 70_000})
  void fillsAnSeiMessageOfAnySizeToItsEnd(int size) {
    byte[] sei = H264SeiEraser.filler(size);

    assertThat(sei).hasSize(size).startsWith(6).endsWith(0x80);
    int at = 1;
    while (at < size - 1) {
      assertThat(sei[at++]).as("type").isEqualTo((byte) 3);
      int length = 0;
      while ((sei[at] & 255) == 255) {
        length += 255;
        at++;
      }
      length += sei[at++] & 255;
      for (int i = 0; i < length; i++) {
        assertThat(sei[at++]).isEqualTo((byte) 0xff);
      }
    }
    assertThat(at).isEqualTo(size - 1);
  }
}
