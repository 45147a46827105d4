package io.reelway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
  @TempDir Path folder;
  private final StringWriter output = new StringWriter();

  private FolderWatch watch() throws IOException {
    Inputs inputs = new Inputs(List.of(folder), folder.resolve("optimized"));
    return new FolderWatch(inputs, inputs.scan(), new PrintWriter(output));
  }

  private static List<String> names(List<Input> inputs) {
    return inputs.stream().map(Input::label).toList();
  }

  @Test
  void aNewFileHasItsTurnWhenItHasComeToRest() throws IOException {
    Files.writeString(folder.resolve("old.jpg"), "x");
    FolderWatch watch = watch();
    Path file = Files.writeString(folder.resolve("new.jpg"), "x");
    assertThat(watch.look()).isEmpty();
    Files.writeString(file, "xx");
    assertThat(watch.look()).as("it grows").isEmpty();
    assertThat(names(watch.look())).containsExactly("new.jpg");
    assertThat(watch.look()).as("it had its turn").isEmpty();
  }

  @Test
  void aChangedFileHasItsTurnAgain() throws IOException {
    Path file = Files.writeString(folder.resolve("old.jpg"), "x");
    FolderWatch watch = watch();
    assertThat(watch.look()).isEmpty();
    Files.writeString(file, "changed");
    assertThat(watch.look()).isEmpty();
    assertThat(names(watch.look())).containsExactly("old.jpg");
  }

  @Test
  void outputsAndEmptyFilesAreLeftInPeace() throws IOException {
    FolderWatch watch = watch();
    Files.createDirectories(folder.resolve("optimized"));
    Files.writeString(folder.resolve("optimized/a.webp"), "x");
    Files.createFile(folder.resolve("empty.jpg"));
    watch.look();
    assertThat(watch.look()).isEmpty();
  }
}
