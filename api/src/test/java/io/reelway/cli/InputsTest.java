package io.reelway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.cli.SkippedFile.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

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
  void scansANamedFolderThatIsALink() throws IOException {
    Path films = file("films/a.mov").getParent();
    Path link = Files.createSymbolicLink(folder.resolve("link"), films);
    assertThat(found(folder.resolve("out"), link)).containsExactly("a.mov");
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

  @Test
  void filesThatVanishDuringAScanAreLeftOut() throws Exception {
    file("a.mov");
    for (int number = 0; number < 2_000; number++) {
      file("sub" + number % 10 + "/" + number + ".jpg");
    }
    CompletableFuture<Void> deletion =
        CompletableFuture.runAsync(() -> {
          for (int number = 0; number < 10; number++) {
            deleteRecursively(folder.resolve("sub" + number));
          }
        });
    while (!deletion.isDone()) {
      assertThat(found(folder.resolve("out"), folder)).contains("a.mov");
    }
    deletion.join();
    assertThat(found(folder.resolve("out"), folder)).containsExactly("a.mov");
  }

  private static void deleteRecursively(Path path) {
    try {
      FileSystemUtils.deleteRecursively(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatCannotBeReadIsSkipped() throws IOException {
    FolderScan scan = new FolderScan(folder, folder.resolve("out"));

    scan.visitFileFailed(folder.resolve("sub"), new AccessDeniedException("sub"));
    scan.visitFileFailed(folder.resolve("gone.jpg"), new NoSuchFileException("gone.jpg"));
    scan.visitFileFailed(folder.resolve(".hidden"), new AccessDeniedException(".hidden"));
    scan.postVisitDirectory(folder.resolve("half"), new IOException("Input/output error"));

    assertThat(scan.skipped())
        .containsExactly(
            new SkippedFile(Path.of(".hidden"), Reason.HIDDEN),
            new SkippedFile(Path.of("half"), Reason.UNREADABLE),
            new SkippedFile(Path.of("sub"), Reason.UNREADABLE));
  }

  @Test
  void aNamedFolderThatCannotBeReadIsAnError() {
    FolderScan scan = new FolderScan(folder, folder.resolve("out"));

    assertThatThrownBy(() -> scan.visitFileFailed(folder, new AccessDeniedException("in")))
        .isInstanceOf(AccessDeniedException.class);
  }
}
