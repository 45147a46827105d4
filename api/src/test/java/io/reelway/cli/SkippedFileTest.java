package io.reelway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.cli.SkippedFile.Reason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SkippedFileTest {
  @Test
  void manyFilesAreCountedAfterTheFirstTwenty() {
    List<SkippedFile> files = new ArrayList<>();
    for (int file = 1; file <= 23; file++) {
      files.add(new SkippedFile(Path.of(file + ".txt"), Reason.OTHER_ENDING));
    }
    files.add(new SkippedFile(Path.of(".git"), Reason.HIDDEN));
    StringWriter output = new StringWriter();

    SkippedFile.print(files, new PrintWriter(output));

    assertThat(output.toString().lines())
        .hasSize(22)
        .startsWith("Skipped 1.txt: its extension is not that of an image or video.")
        .contains("Skipped 3 more: its extension is not that of an image or video.")
        .endsWith("Skipped .git: it is hidden.");
  }
}
