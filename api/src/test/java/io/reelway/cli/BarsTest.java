package io.reelway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.sdk.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;

class BarsTest {
  private static Progress waiting(OptionalInt ahead) {
    return new Progress("waiting", 0, OptionalDouble.empty(), Optional.empty(), ahead);
  }

  @Test
  void aWaitingJobShowsItsPosition() {
    assertThat(Bars.stage(waiting(OptionalInt.of(3)))).isEqualTo("waiting, 3 ahead");
    assertThat(Bars.stage(waiting(OptionalInt.of(0)))).isEqualTo("waiting, next");
    assertThat(Bars.stage(waiting(OptionalInt.empty()))).isEqualTo("waiting");
  }

  @Test
  void aRunningJobShowsTheTimeLeft() {
    Progress encoding =
        new Progress(
            "encoding",
            40,
            OptionalDouble.of(1.5),
            Optional.of(Duration.ofSeconds(12)),
            OptionalInt.empty());
    assertThat(Bars.stage(encoding)).isEqualTo("encoding, 12 s left");
  }

  private static Input file(String name) {
    return new Input(Path.of(name), Path.of(name));
  }

  private static Outcome done(Input input) {
    return new Outcome.Done(
        input, Duration.ofSeconds(1), input.file(), "image-webp", 1000, 400, List.of());
  }

  /** The output without cursor control sequences. */
  private static String text(ByteArrayOutputStream written) {
    return written.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]", "");
  }

  @Test
  void aFinishedFileKeepsItsLineWhileOthersContinue() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (var terminal =
            new LineDisciplineTerminal("test", "xterm", written, StandardCharsets.UTF_8);
        Bars bars = new Bars(new Screen(terminal))) {
      terminal.setSize(Size.of(90, 24));
      Display.Row first = bars.begin(file("first.jpg"));
      Display.Row second = bars.begin(file("second.jpg"));
      second.uploading(1, OptionalLong.of(2));
      first.end(done(file("first.jpg")));
      first.close();
      assertThat(text(written).lines())
          .anyMatch(line -> line.matches(".*first.jpg +100% \\[=+] \\(0:00:0\\d\\) saved 60.0 %"));
      assertThat(text(written).lines().toList().getLast()).matches("second.jpg .* upload 50 %");
      second.end(new Outcome.Failed(file("second.jpg"), Duration.ZERO, "probe-failed", "No."));
      second.close();
      assertThat(text(written)).contains("failed: probe-failed").endsWith("\n");
    }
  }
}
