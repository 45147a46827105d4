package io.reelway.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegBinariesTest {
  @TempDir Path folder;

  private Path folderWith(String name, String... programs) throws IOException {
    Path made = Files.createDirectory(folder.resolve(name));
    for (String program : programs) {
      assertThat(Files.createFile(made.resolve(program)).toFile().setExecutable(true)).isTrue();
    }
    return made;
  }

  private static String path(Path... folders) {
    return Stream.of(folders).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void aJarWithoutFfmpegUsesTheFirstFolderOfThePathWithBothPrograms() throws IOException {
    Path half = folderWith("half", "ffmpeg");
    Path whole = folderWith("whole", "ffmpeg", "ffprobe");
    Path later = folderWith("later", "ffmpeg", "ffprobe");
    FfmpegBinaries found =
        FfmpegBinaries.installed(path(folder.resolve("missing"), half, whole, later));
    assertThat(found.ffmpeg()).isEqualTo(whole.resolve("ffmpeg"));
    assertThat(found.ffprobe()).isEqualTo(whole.resolve("ffprobe"));
    assertThat(found.origin()).isEqualTo(whole.resolve("ffmpeg").toString());
    assertThat(found.environment()).containsOnlyKeys("GLIBC_TUNABLES");
  }

  @Test
  void withoutAnyFfmpegTheErrorSaysWhatToDo() throws IOException {
    Path half = folderWith("half", "ffprobe");
    for (String path : new String[] {null, "", path(half)}) {
      assertThatThrownBy(() -> FfmpegBinaries.installed(path))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("There is no ffmpeg")
          .hasMessageContaining("Install ffmpeg 7 or newer, or set reelway.ffmpeg.path");
    }
  }
}
