package io.reelway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
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
    return new FolderWatch(inputs, inputs.scan().files(), new PrintWriter(output));
  }

  private static List<String> names(List<Input> inputs) {
    return inputs.stream().map(Input::label).toList();
  }

  /** Scans as often as a file must stay unchanged, and returns the files of the last scan. */
  private static List<String> readyAfterARest(FolderWatch watch) {
    for (int look = 1; look < FolderWatch.REST; look++) {
      assertThat(watch.look()).as("look " + look).isEmpty();
    }
    return names(watch.look());
  }

  @Test
  void processesANewFileAfterItStopsChanging() throws IOException {
    Files.writeString(folder.resolve("old.jpg"), "x");
    FolderWatch watch = watch();
    Path file = Files.writeString(folder.resolve("new.jpg"), "x");
    assertThat(watch.look()).isEmpty();
    assertThat(watch.look()).isEmpty();
    Files.writeString(file, "it grows");
    assertThat(readyAfterARest(watch)).containsExactly("new.jpg");
    assertThat(watch.look()).as("already processed").isEmpty();
  }

  @Test
  void processesAChangedFileAgain() throws IOException {
    Path file = Files.writeString(folder.resolve("old.jpg"), "x");
    FolderWatch watch = watch();
    assertThat(readyAfterARest(watch)).isEmpty();
    Files.writeString(file, "changed");
    assertThat(readyAfterARest(watch)).containsExactly("old.jpg");
  }

  @Test
  void ignoresOutputsAndEmptyFiles() throws IOException {
    FolderWatch watch = watch();
    Files.createDirectories(folder.resolve("optimized"));
    Files.writeString(folder.resolve("optimized/a.webp"), "x");
    Files.createFile(folder.resolve("empty.jpg"));
    assertThat(readyAfterARest(watch)).isEmpty();
  }

  @Test
  void waitsForAFolderThatCannotBeReadNow() throws IOException {
    Input file = new Input(Files.writeString(folder.resolve("new.jpg"), "x"), Path.of("new.jpg"));
    UncheckedIOException refused = new UncheckedIOException(new AccessDeniedException("in"));
    Inputs inputs = mock(Inputs.class);
    when(inputs.scan())
        .thenThrow(refused, refused)
        .thenReturn(new Inputs.Found(List.of(file), List.of()));
    FolderWatch watch = new FolderWatch(inputs, List.of(), new PrintWriter(output));

    assertThat(watch.look()).isEmpty();
    assertThat(watch.look()).isEmpty();
    assertThat(readyAfterARest(watch)).containsExactly("new.jpg");
    assertThat(output.toString().lines()).containsExactly("A folder cannot be read now: in");
  }
}
