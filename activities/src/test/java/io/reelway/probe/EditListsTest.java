package io.reelway.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.movie.LongFilm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditListsTest {
  private static final int HOUR = 60 * 3600;

  @TempDir Path folder;

  /** A copy from Matroska has times in milliseconds, so nearly every frame has its own entry. */
  @ParameterizedTest(name = "{0} h")
  @ValueSource(ints = {1, 12})
  void measuresAFilmWithATimeForEachFrame(int hours) throws Exception {
    Path film = LongFilm.ofFrames(folder.resolve("film.mp4"), hours * HOUR);

    Duration played = EditLists.read(film).played(0).orElseThrow();

    assertThat(played).isEqualTo(Duration.ofHours(hours).plusMillis(17 * 2));
  }
}
