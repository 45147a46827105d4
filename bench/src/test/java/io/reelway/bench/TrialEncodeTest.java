package io.reelway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialEncodeTest {
  private static final List<TrialEncode> CURVE =
      List.of(
          new TrialEncode(100, 36, 1), new TrialEncode(200, 38, 1), new TrialEncode(800, 40, 1));

  @ParameterizedTest
  @CsvSource({"36, 100", "37, 141.4", "38, 200", "39, 400", "40, 800", "34, 50", "41, 1600"})
  void bytesGrowEvenlyBetweenTwoEncodesAndBeyond(double decibels, double bytes) {
    assertThat(TrialEncode.bytesAt(decibels, CURVE)).isCloseTo(bytes, within(0.1));
  }

  @Test
  void aFieldOfTheLogEndsWithItsNumber() {
    String line = "Encoded for a size, count=2, share=0.35, bytes=1200, maxBytes=1000, settings={}";
    assertThat(LogLines.field(line, "bytes")).isEqualTo(1200);
    assertThat(LogLines.field(line, "maxBytes")).isEqualTo(1000);
    assertThat(LogLines.field(line, "share")).isEqualTo(0.35);
  }
}
