package io.reelway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.cli.SkippedFile.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
  @TempDir Path folder;

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x");
  }

  private List<String> found(Path out, Path... named) {
    return new Inputs(List.of(named), out).scan().files().stream().map(Input::label).toList();
  }

  @Test
  void findsMediaAtAnyDepthInOrder() throws IOException {
    file("b.JPG");
    file("a.mov");
    file("sub/deep/c.webp");
    file("readme.txt");
    file("no-ending");
    file(".hidden.jpg");
    file(".cache/d.jpg");
    assertThat(found(folder.resolve("out"), folder))
        .containsExactly("a.mov", "b.JPG", "sub/deep/c.webp");
  }

  @Test
  void reportsOtherFilesWithTheReason() throws IOException {
    file("a.mov");
    file("sub/readme.txt");
    file(".hidden.jpg");
    file(".cache/deep/d.jpg");
    file("out/a.mp4");
    Files.createSymbolicLink(folder.resolve("link"), file("elsewhere/b.jpg").getParent());
    assertThat(new Inputs(List.of(folder), folder.resolve("out")).scan().skipped())
        .containsExactly(
            new SkippedFile(Path.of(".cache"), Reason.HIDDEN),
            new SkippedFile(Path.of(".hidden.jpg"), Reason.HIDDEN),
            new SkippedFile(Path.of("link"), Reason.LINKED_FOLDER),
            new SkippedFile(Path.of("sub/readme.txt"), Reason.OTHER_ENDING));
  }

  @Test
  void ignoresOutputs() throws IOException {
    file("a.mov");
    file("optimized/a.mp4");
    assertThat(found(folder.resolve("optimized"), folder)).containsExactly("a.mov");
  }

  @Test
  void ignoresOutputsInALinkedFolder() throws IOException {
    file("a.mov");
    Path outputs = file("optimized/a.mp4").getParent();
    Path link = Files.createSymbolicLink(folder.resolve("link"), outputs);
    assertThat(found(link, folder)).containsExactly("a.mov");
  }

  @Test
  void acceptsAnExplicitFileWithAnyName() throws IOException {
    assertThat(found(folder.resolve("out"), file("camera-roll"), file(".hidden")))
        .containsExactly("camera-roll", ".hidden");
  }

  @Test
  void acceptsAFileNamedTwiceOnce() throws IOException {
    Path file = file("a.mov");
    assertThat(found(folder.resolve("out"), file, folder, folder.resolve("./a.mov")))
        .containsExactly("a.mov");
  }
}
