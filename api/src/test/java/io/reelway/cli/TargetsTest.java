package io.reelway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.sdk.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetsTest {
  private static final Path OUT = Path.of("/out");

  private static Input input(String folder, String below) {
    return new Input(Path.of(folder).resolve(below), Path.of(below));
  }

  private static Targets targets(Input... inputs) {
    return targets(OUT, inputs);
  }

  private static Targets targets(Path out, Input... inputs) {
    return new Targets(out, List.of(inputs), DoneFiles.in(out, null, Options.NONE));
  }

  @Test
  void anOutputKeepsFolderAndNameWithItsOwnExtension() {
    Input clip = input("/in", "holiday/day 1/clip.tar.mov");
    assertThat(targets(clip).of(clip, "mp4")).isEqualTo(Path.of("/out/holiday/day 1/clip.tar.mp4"));
  }

  @Test
  void sourcesWithCollidingNamesKeepTheirExtensions() {
    Input jpg = input("/in", "a.jpg");
    Input png = input("/in", "a.png");
    Input other = input("/in", "sub/a.png");
    Targets targets = targets(jpg, png, other);
    assertThat(targets.of(jpg, "webp")).isEqualTo(Path.of("/out/a.jpg.webp"));
    assertThat(targets.of(png, "webp")).isEqualTo(Path.of("/out/a.png.webp"));
    assertThat(targets.of(other, "webp")).isEqualTo(Path.of("/out/sub/a.webp"));
  }

  @Test
  void filesWithTheSameNameFromTwoFoldersGetDifferentTargets() {
    Input one = input("/one", "a.jpg");
    Input two = input("/two", "a.jpg");
    Targets targets = targets(one, two);
    assertThat(targets.of(one, "webp")).isEqualTo(Path.of("/out/a.jpg.webp"));
    assertThat(targets.of(two, "webp")).isEqualTo(Path.of("/out/a.jpg-2.webp"));
  }

  @Test
  void aSourceIsNeverOverwritten() {
    Input clip = input("/out", "clip.mp4");
    assertThat(targets(clip).of(clip, "mp4")).isEqualTo(Path.of("/out/clip-optimized.mp4"));
  }

  @Test
  void aRepeatedRunReplacesTheOutput() {
    Input clip = input("/in", "clip.mov");
    Targets targets = targets(clip);
    targets.add(clip);
    assertThat(targets.of(clip, "mp4")).isEqualTo(Path.of("/out/clip.mp4"));
  }

  @Test
  void aNameWithASuffixIsNoSourceEither() {
    Input clip = input("/out", "clip.mp4");
    Input optimized = input("/out", "clip-optimized.mp4");
    Targets targets = targets(clip, optimized);
    assertThat(targets.of(clip, "mp4")).isEqualTo(Path.of("/out/clip-optimized-2.mp4"));
    assertThat(targets.of(optimized, "mp4"))
        .isEqualTo(Path.of("/out/clip-optimized-optimized.mp4"));
  }

  @Test
  void aFurtherOutputLiesBesideTheMainOne() {
    Input clip = input("/in", "sub/clip.mov");
    Targets targets = targets(clip);
    Path main = targets.of(clip, "mp4");
    assertThat(targets.beside(main, clip, "poster", "webp"))
        .isEqualTo(Path.of("/out/sub/clip.poster.webp"));
  }

  @Test
  void aFurtherOutputNeverOverwritesASource() {
    Input clip = input("/out", "clip.mov");
    Targets targets = targets(clip, input("/out", "clip.poster.webp"));
    Path main = targets.of(clip, "mp4");
    assertThat(targets.beside(main, clip, "poster", "webp"))
        .isEqualTo(Path.of("/out/clip.poster-optimized.webp"));
  }

  @Test
  void aFurtherOutputAndTheMainOutputOfAnotherSourceDiffer() {
    Input clip = input("/in", "clip.mp4");
    Input poster = input("/in", "clip.poster.png");
    Targets targets = targets(clip, poster);
    Path main = targets.of(clip, "mp4");
    assertThat(targets.of(poster, "webp")).isEqualTo(Path.of("/out/clip.poster.webp"));
    assertThat(targets.beside(main, clip, "poster", "webp"))
        .isEqualTo(Path.of("/out/clip.poster-2.webp"));

    Targets otherOrder = targets(clip, poster);
    otherOrder.beside(otherOrder.of(clip, "mp4"), clip, "poster", "webp");
    assertThat(otherOrder.of(poster, "webp")).isEqualTo(Path.of("/out/clip.poster-2.webp"));
  }

  @Test
  void aKeptExtensionDoesNotMeetTheNameOfAnotherSource() {
    Input jpg = input("/in", "a.jpg");
    Input png = input("/in", "a.png");
    Input gif = input("/in", "a.jpg.gif");
    Targets targets = targets(jpg, png, gif);
    assertThat(targets.of(gif, "webp")).isEqualTo(Path.of("/out/a.jpg.gif.webp"));
    assertThat(targets.of(jpg, "webp")).isEqualTo(Path.of("/out/a.jpg.webp"));
    assertThat(targets.of(png, "webp")).isEqualTo(Path.of("/out/a.png.webp"));

    Targets withoutPng = targets(jpg, gif);
    assertThat(withoutPng.of(gif, "webp")).isEqualTo(Path.of("/out/a.jpg.webp"));
    assertThat(withoutPng.of(jpg, "webp")).isEqualTo(Path.of("/out/a.webp"));
  }

  @Test
  void aNumberIsNotTheNameOfAnotherSource() {
    Input one = input("/one", "a.jpg");
    Input two = input("/two", "a.jpg");
    Input number = input("/one", "a.jpg-2.gif");
    Targets targets = targets(one, two, number);
    assertThat(Set.of(targets.of(one, "webp"), targets.of(two, "webp"), targets.of(number, "webp")))
        .hasSize(3);
  }

  @Test
  void aSourceIsRecognizedThroughLinks(@TempDir Path folder) throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), in);
    Files.writeString(in.resolve("a.mp4"), "x");
    Input clip = input(in.toString(), "a.mp4");
    assertThat(targets(link, clip).of(clip, "mp4")).isEqualTo(link.resolve("a-optimized.mp4"));

    Input linked = input(link.toString(), "a.mp4");
    assertThat(targets(in, linked).of(linked, "mp4")).isEqualTo(in.resolve("a-optimized.mp4"));

    Path named = Files.createSymbolicLink(folder.resolve("a.mp4"), in.resolve("a.mp4"));
    Input file = new Input(named, Path.of("a.mp4"));
    assertThat(targets(in, file).of(file, "mp4")).isEqualTo(in.resolve("a-optimized.mp4"));
  }

  @Test
  void aRerunKeepsTheNamesOfEarlierOutputs(@TempDir Path folder) throws IOException {
    Input clip = source(folder, "in/clip.mp4");
    Input poster = source(folder, "in/clip.poster.png");
    Path out = folder.resolve("out");
    Files.createDirectories(out);
    Path first = Files.writeString(out.resolve("clip.poster-2.webp"), "x");
    Path main = Files.writeString(out.resolve("clip.mp4"), "x");
    Path further = Files.writeString(out.resolve("clip.poster.webp"), "x");
    DoneFiles done = DoneFiles.in(out, null, Options.NONE);
    done.add(poster, FileVersion.of(poster), first, Map.of());
    done.add(clip, FileVersion.of(clip), main, Map.of("poster", further));
    Files.writeString(poster.file(), "changed");

    Targets targets = targets(out, clip, poster);

    assertThat(targets.of(poster, "webp")).isEqualTo(first);
    assertThat(targets.of(clip, "mp4")).isEqualTo(main);
    assertThat(targets.beside(main, clip, "poster", "webp")).isEqualTo(further);
    assertThat(targets.of(poster, "avif")).isEqualTo(out.resolve("clip.poster.avif"));
  }

  @Test
  void anEarlierOutputThatIsASourceNowGetsAnotherName(@TempDir Path folder) throws IOException {
    Input clip = source(folder, "clip.mp4");
    Input optimized = source(folder, "clip-optimized.mp4");
    DoneFiles.in(folder, null, Options.NONE)
        .add(clip, FileVersion.of(clip), optimized.file(), Map.of());
    assertThat(targets(folder, clip, optimized).of(clip, "mp4"))
        .isEqualTo(folder.resolve("clip-optimized-2.mp4"));
  }

  @Test
  void anOutputKeepsItsNameWhenASourceIsAdded() {
    Input jpg = input("/in", "a.jpg");
    Input png = input("/in", "a.png");
    Targets targets = targets(jpg);
    targets.of(jpg, "webp");
    targets.add(png);
    assertThat(targets.of(jpg, "webp")).isEqualTo(Path.of("/out/a.webp"));
    assertThat(targets.of(png, "webp")).isEqualTo(Path.of("/out/a.png.webp"));
  }

  private static Input source(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return new Input(Files.writeString(file, "source"), Path.of(file.getFileName().toString()));
  }
}
