package io.reelway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.sdk.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoneFilesTest {
  @TempDir Path folder;
  private Path out = Path.of("");
  private Path output = Path.of("");
  private Input source = new Input(Path.of(""), Path.of(""));

  @BeforeEach
  void recordsADoneFile() throws IOException {
    out = Files.createDirectories(folder.resolve("out"));
    output = Files.writeString(out.resolve("my photo.webp"), "small");
    Path file = Files.writeString(folder.resolve("my photo.jpg"), "large");
    source = new Input(file, Path.of("my photo.jpg"));
    Path poster = Files.writeString(out.resolve("my photo.poster-2.webp"), "small");
    Map<String, Path> further = Map.of("poster", poster);
    DoneFiles.in(out, "web", Options.NONE).add(source, FileVersion.of(source), output, further);
  }

  @Test
  void anUnchangedSourceIsDoneInTheNextRun() {
    assertThat(DoneFiles.in(out, "web", Options.NONE).outputOf(source)).contains(output);
  }

  @Test
  void anotherPresetIsNotDone() {
    assertThat(DoneFiles.in(out, "mobile", Options.NONE).outputOf(source)).isEmpty();
    assertThat(DoneFiles.in(out, null, Options.NONE).outputOf(source)).isEmpty();
    Options small = Options.builder().width(100).build();
    assertThat(DoneFiles.in(out, "web", small).outputOf(source)).isEmpty();
  }

  @Test
  void aChangedSourceIsNotDone() throws IOException {
    Files.writeString(source.file(), "larger");
    assertThat(DoneFiles.in(out, "web", Options.NONE).outputOf(source)).isEmpty();
  }

  @Test
  void anOutputThatIsGoneOrChangedIsNotDone() throws IOException {
    Files.writeString(output, "edited by hand");
    assertThat(DoneFiles.in(out, "web", Options.NONE).outputOf(source)).isEmpty();
    Files.delete(output);
    assertThat(DoneFiles.in(out, "web", Options.NONE).outputOf(source)).isEmpty();
  }

  @Test
  void aChangedSourceStillHasItsOutputs() throws IOException {
    Files.writeString(source.file(), "larger");
    DoneFiles mobile = DoneFiles.in(out, "mobile", Options.NONE);
    assertThat(mobile.namesOf(source))
        .isEqualTo(Map.of("my photo.webp", "", "my photo.poster-2.webp", "poster"));
    Files.delete(output);
    assertThat(mobile.namesOf(source)).containsOnlyKeys("my photo.poster-2.webp");
  }

  @Test
  void anOutputBelongsToItsLatestSource() throws IOException {
    Path file = Files.writeString(folder.resolve("other.jpg"), "large");
    Input other = new Input(file, Path.of("my photo.jpg"));
    DoneFiles first = DoneFiles.in(out, "web", Options.NONE);
    first.add(other, FileVersion.of(other), output, Map.of());
    DoneFiles second = DoneFiles.in(out, "web", Options.NONE);
    assertThat(second.namesOf(other)).containsOnlyKeys("my photo.webp");
    assertThat(second.namesOf(source)).containsOnlyKeys("my photo.poster-2.webp");
  }

  @Test
  void aListOfAnEarlierVersionNamesOutputsOfUnchangedSources() throws IOException {
    Path list = out.resolve(".reelway-done");
    Files.write(list, Files.readAllLines(list).stream().filter(it -> !it.contains(" :")).toList());
    assertThat(DoneFiles.in(out, "web", Options.NONE).namesOf(source))
        .isEqualTo(Map.of("my photo.webp", ""));
  }

  @Test
  void aRepeatedOutputAddsNoSecondName() throws IOException {
    DoneFiles again = DoneFiles.in(out, "web", Options.NONE);
    again.add(source, FileVersion.of(source), output, Map.of());
    assertThat(Files.readAllLines(out.resolve(".reelway-done")))
        .filteredOn(line -> line.contains(" : "))
        .hasSize(1);
  }

  @Test
  void aBrokenLineDoesNotHideOthers() throws IOException {
    Files.write(
        out.resolve(".reelway-done"),
        new byte[] {'x', ' ', (byte) 0xff, '\n', '7'},
        StandardOpenOption.APPEND);
    assertThat(DoneFiles.in(out, "web", Options.NONE).outputOf(source)).contains(output);
  }

  @Test
  void theListDoesNotContainSourcePaths() throws IOException {
    assertThat(Files.readString(out.resolve(".reelway-done")))
        .contains("my photo.webp", "my photo.poster-2.webp")
        .doesNotContain("my photo.jpg", folder.toString());
  }
}
