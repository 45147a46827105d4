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
    "999, 999 B",
    "1000, 1.0 kB",
    "999949, 999.9 kB",
    "999950, 1.0 MB",
    "4200000, 4.2 MB",
    "3221225472, 3.2 GB",
    "9000000000000000, 9000.0 TB",
  })
  void sizesAreInTheUnitThatFits(long bytes, String text) {
    assertThat(Text.size(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"340, 0.3 s", "59900, 59.9 s", "61000, 1:01 min", "3723000, 62:03 min"})
  void timesAreShort(long millis, String text) {
    assertThat(Text.time(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void namesFitTheirColumnAndCannotMoveTheCursor() {
    assertThat(Text.fit("a.jpg", 8)).isEqualTo("a.jpg   ");
    assertThat(Text.fit("a-very-long-name.jpg", 8)).isEqualTo("…ame.jpg");
    assertThat(Text.fit("写真.jpg", 9)).isEqualTo("写真.jpg ");
    assertThat(Text.fit("a写真.jpg", 8)).isEqualTo("…真.jpg ");
    assertThat(Text.fit("a\u001b[2J.jpg", 9)).isEqualTo("a?[2J.jpg");
  }
}
