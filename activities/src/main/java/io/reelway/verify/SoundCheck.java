package io.reelway.verify;

import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.plan.Attempt;
import io.reelway.strategy.SoundReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decodes all of an output that is sound alone, and compares its length with what was encoded. */
final class SoundCheck {
  /** The tolerance in milliseconds: a bit less than a packet of most formats. */
  private static final long ROUNDING = 20;

  private final Ffmpeg ffmpeg;

  SoundCheck(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /** Decodes an output. */
  Heard hear(Path directory, Path output, Attempt attempt)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("-nostdin", "-v", "error", "-threads", "1"));
    words.addAll(List.of("-f", OutputCheck.demuxer(attempt), "-i", "file:" + output));
    // Rounded times may go back by a tick, which ffmpeg reports as an error of the output.
    words.addAll(List.of("-map", "0:a:0", "-af", "asetpts=N/SR/TB"));
    words.addAll(SoundReference.form());
    words.add("pipe:1");
    long[] bytes = new long[1];
    try (ToolRun run = ffmpeg.in(directory, attempt.timeLimit())) {
      ToolResult result = run.pipe(ffmpeg.command(words), printed -> bytes[0] = count(printed));
      return new Heard(result, bytes[0]);
    }
  }

  private static long count(InputStream printed) throws IOException {
    return printed.transferTo(OutputStream.nullOutputStream());
  }

  /**
   * What was decoded.
   *
   * @param result how the decoder ended
   * @param millis the length of the sound in milliseconds
   */
  record Heard(ToolResult result, long millis) {
    /**
     * What a player plays of it. The last packet of AAC is longer than the sound; MP4 tells where
     * the sound ends.
     *
     * @param declared the length in the headers of the file; {@code null} if there is none
     */
    Heard within(@Nullable Duration declared) {
      return declared == null ? this : new Heard(result, Math.min(millis, declared.toMillis()));
    }

    Duration length() {
      return Duration.ofMillis(millis);
    }

    /** The deviation from what the encoder received, for the log; empty when there is none. */
    Optional<String> deviation(SoundReference reference) throws IOException {
      long wanted = Files.size(reference.file());
      return Math.abs(wanted - millis) <= ROUNDING
          ? Optional.empty()
          : Optional.of("sound of " + millis + " ms instead of " + wanted + " ms");
    }
  }
}
