package io.reelway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1048524, 1023.9 KiB",
    "1048525, 1.0 MiB",
    "4200000, 4.0 MiB",
    "5368709120, 5.0 GiB",
    "9000000000000000, 8185.5 TiB",
  })
  void sizesUseAFittingUnit(long bytes, String text) {
    assertThat(Text.size(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"340, 0.3 s", "59900, 59.9 s", "61000, 1:01 min", "3723000, 62:03 min"})
  void timesAreShort(long millis, String text) {
    assertThat(Text.time(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void namesFitTheirColumnAndContainNoControlCharacters() {
    assertThat(Text.fit("a.jpg", 8)).isEqualTo("a.jpg   ");
    assertThat(Text.fit("a-very-long-name.jpg", 8)).isEqualTo("…ame.jpg");
    assertThat(Text.fit("写真.jpg", 9)).isEqualTo("写真.jpg ");
    assertThat(Text.fit("a写真.jpg", 8)).isEqualTo("…真.jpg ");
    assertThat(Text.fit("a\u001b[2J.jpg", 9)).isEqualTo("a?[2J.jpg");
  }
}
