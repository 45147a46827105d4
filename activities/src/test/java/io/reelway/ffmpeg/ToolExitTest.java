package io.reelway.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cause that an exit code stands for. */
class ToolExitTest {
  @ParameterizedTest
  @ValueSource(ints = {129, 130, 131, 137, 143, 255})
  void aSignalFromOutsideCountsAsAKill(int code) {
    assertThat(new ToolExit("ffmpeg", code, List.of()).wasKilled()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 69, 134, 136, 139, 183, 234})
  void anErrorOrACrashDoesNotCountAsAKill(int code) {
    assertThat(new ToolExit("ffmpeg", code, List.of()).wasKilled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "bwrap: Creating new namespace failed: No space left on device, 1",
    "setpriv: failed to execute /x/ffmpeg: No such file or directory, 127",
    "/usr/bin/nice: /x/ffmpeg: Permission denied, 126"
  })
  void aLauncherThatGivesUpIsAFaultOfTheHost(String line, int code) {
    assertThat(new ToolExit("ffmpeg", code, List.of(line)).hasNotBegun()).isTrue();
  }

  @Test
  void anErrorOfFfmpegItselfIsNotAFaultOfTheHost() {
    assertThat(
            new ToolExit(
                    "ffmpeg",
                    183,
                    List.of("nice: cannot set niceness", "[in#0] Error opening input: bwrap: x"))
                .hasNotBegun())
        .isFalse();
  }
}
