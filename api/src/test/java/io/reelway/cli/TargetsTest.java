package io.reelway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static final Path OUT = Path.of("/out");

  private static Input input(String folder, String below) {
    return new Input(Path.of(folder).resolve(below), Path.of(below));
  }

  @Test
  void anOutputKeepsFolderAndNameWithItsOwnExtension() {
    Input clip = input("/in", "holiday/day 1/clip.tar.mov");
    assertThat(new Targets(OUT, List.of(clip)).of(clip, "mp4"))
        .isEqualTo(Path.of("/out/holiday/day 1/clip.tar.mp4"));
  }

  @Test
  void sourcesWithCollidingNamesKeepTheirExtensions() {
    Input jpg = input("/in", "a.jpg");
    Input png = input("/in", "a.png");
    Input other = input("/in", "sub/a.png");
    Targets targets = new Targets(OUT, List.of(jpg, png, other));
    assertThat(targets.of(jpg, "webp")).isEqualTo(Path.of("/out/a.jpg.webp"));
    assertThat(targets.of(png, "webp")).isEqualTo(Path.of("/out/a.png.webp"));
    assertThat(targets.of(other, "webp")).isEqualTo(Path.of("/out/sub/a.webp"));
  }

  @Test
  void filesWithTheSameNameFromTwoFoldersGetDifferentTargets() {
    Input one = input("/one", "a.jpg");
    Input two = input("/two", "a.jpg");
    Targets targets = new Targets(OUT, List.of(one, two));
    assertThat(targets.of(one, "webp")).isEqualTo(Path.of("/out/a.jpg.webp"));
    assertThat(targets.of(two, "webp")).isEqualTo(Path.of("/out/a.jpg-2.webp"));
  }

  @Test
  void aSourceIsNeverOverwritten() {
    Input clip = input("/out", "clip.mp4");
    assertThat(new Targets(OUT, List.of(clip)).of(clip, "mp4"))
        .isEqualTo(Path.of("/out/clip-optimized.mp4"));
  }

  @Test
  void aRepeatedRunReplacesTheOutput() {
    Input clip = input("/in", "clip.mov");
    Targets targets = new Targets(OUT, List.of(clip));
    targets.add(clip);
    assertThat(targets.of(clip, "mp4")).isEqualTo(Path.of("/out/clip.mp4"));
  }
}
