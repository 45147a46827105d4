package io.reelway.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputNameTest {
  @ParameterizedTest(name = "{1} {2} of {0} is {3}")
  @CsvSource({
    "clip.mov, main, 0, clip.webm",
    "clip.mov, main, 1, clip_2.webm",
    "clip.mov, poster, 0, clip-poster.webm",
    "clip.mov, poster, 2, clip-poster_3.webm",
    "C:\\films\\clip.mov, main, 0, clip.webm",
    "../.., main, 0, media.webm",
  })
  void aFileIsNamedAfterTheSourceItsRenditionAndItsNumber(
      String source, String rendition, int index, String name) {
    assertThat(OutputName.of(source, rendition, index, "webm")).isEqualTo(name);
  }

  @Test
  void noTwoFilesOfAJobHaveOneName() {
    String source = "long-".repeat(60) + ".mov";
    Set<String> names = new HashSet<>();
    for (String rendition : Set.of("main", "poster", "poster-2")) {
      for (int index = 0; index < 3; index++) {
        names.add(OutputName.of(source, rendition, index, "webp"));
      }
    }

    assertThat(names).hasSize(9);
  }
}
