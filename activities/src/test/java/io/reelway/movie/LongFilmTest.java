package io.reelway.movie;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.VideoTrack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limits on reading leave room for films of hours. */
class LongFilmTest {
  private static final int HOUR = 60 * 3600;

  @TempDir Path folder;

  /** Each frame is a chunk, as in files that write picture and sound in turns. */
  @Test
  void cleansAnMp4OfManyChunks() throws Exception {
    Path film = LongFilm.ofFrames(folder.resolve("film.mp4"), 2 * HOUR);
    Path copy = folder.resolve("copy");

    assertThat(OriginalVideo.clean(film, probe("mp4", "h264"), copy, () -> {})).isTrue();

    byte[] before = Files.readAllBytes(film);
    byte[] after = Files.readAllBytes(copy);
    int changed = Arrays.mismatch(before, after);
    assertThat(changed).as("the SEI message").isEqualTo(28 + 12 * (2 * HOUR - 1) + 4 + 1);
    assertThat(after).hasSameSizeAs(before);
  }

  @Test
  void cleansAWebmOfManyBlocks() throws Exception {
    Path film = LongFilm.ofBlocks(folder.resolve("film.webm"), 8 * HOUR, "Zwetschge");
    Path copy = folder.resolve("copy");

    assertThat(OriginalVideo.clean(film, probe("webm", "vp9"), copy, () -> {})).isTrue();

    assertThat(copy).hasSize(Files.size(film));
    assertThat(Files.readString(copy, ISO_8859_1)).doesNotContain("Zwetschge");
  }

  /** Each sample is the whole file, so the work is the square of its size. */
  @Test
  void doesNotCleanAFileWhoseSamplesOverlap() throws Exception {
    Path film = LongFilm.ofOverlaps(folder.resolve("film.mp4"), 100_000, 1 << 20);
    Path copy = folder.resolve("copy");

    assertThat(OriginalVideo.clean(film, probe("mp4", "h264"), copy, () -> {})).isFalse();
  }

  private static Probe probe(String container, String codec) {
    VideoTrack track =
        new VideoTrack(0, codec, Picture.plain(64, 36, "yuv420p", false), null, false);
    return new Probe(container, container, null, List.of(track), List.of());
  }

  @Test
  void readsTheFragmentsOfTwelveHours() throws Exception {
    int fragments = 12 * 3600 / 2;
    Path film = LongFilm.ofFragments(folder.resolve("film.mp4"), fragments, 120);

    FragmentedTrack track = FragmentedTrack.read(film);

    assertThat(track.fragments()).hasSize(fragments);
    assertThat(track.frames()).isEqualTo(12 * HOUR);
  }
}
