package io.reelway.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reelway.corpus.Tools;
import io.reelway.failure.StageException;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Headers that declare more than a file can hold, read by the real ffprobe. */
class ProberTest {
  private final Prober prober = new Prober(Tools.ffmpeg(), Tools.PROBE_LIMITS);

  @TempDir Path folder;

  /** ffprobe would need three gigabytes and ten seconds for such a file. */
  @Test
  void doesNotListFramesThatTheFileCannotHold() throws Exception {
    StageException refusal = refusal(HostileMovie.ofSamples(100_000_000));

    assertThat(refusal).hasMessage("The file declares more frames than it has bytes.");
    assertThat(refusal.code()).isEqualTo(ErrorCode.PROBE_FAILED);
  }

  @Test
  void boundsTheMemoryForVideoHeaders() throws Exception {
    StageException refusal = refusal(HostileMovie.ofFragment(60_000_000));

    assertThat(refusal).hasMessage("Decoding the file needs more memory than the server allows.");
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT);
  }

  private StageException refusal(byte[] movie) throws Exception {
    Path source = Files.write(folder.resolve("movie.mp4"), movie);
    try (ToolRun run = prober.newRun(folder)) {
      return catchThrowableOfType(StageException.class, () -> prober.probe(run, source));
    }
  }
}
