package io.reelway.verify;

import io.reelway.ffmpeg.EncodeProgress;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.Progress;
import io.reelway.plan.Attempt;
import io.reelway.plan.ExpectedPicture.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Decodes an output to find out whether that is possible without an error. */
final class Decoding {
  /**
   * Keeps the times of frames: ffmpeg would count them in slots of the average rate, and two may
   * share a slot. A still image has no times, and one assembled from tiles not even a time base.
   */
  private static final List<String> OWN_TIMES =
      List.of("-fps_mode", "passthrough", "-enc_time_base:v", "demux");

  private final Ffmpeg ffmpeg;
  private final int threads;

  /**
   * @param threads the maximum number of threads that decode a whole video, at least 1
   */
  Decoding(Ffmpeg ffmpeg, int threads) {
    this.ffmpeg = ffmpeg;
    this.threads = threads;
  }

  /** Decodes everything. */
  ToolResult whole(Path directory, Path output, Attempt attempt, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    EncodeProgress decoded = new EncodeProgress(attempt.expectation().duration(), null);
    List<String> words = new ArrayList<>(List.of("-progress", "pipe:1", "-stats_period", "0.5"));
    boolean still = attempt.expectation().shows(Shape.STILL);
    List<String> times = still ? List.of() : OWN_TIMES;
    words.addAll(arguments(output, attempt, threads, List.of(), times));
    try (ToolRun run = ffmpeg.in(directory, attempt.timeLimit())) {
      return run.complete(ffmpeg.command(words), decoded, progress);
    }
  }

  /** Decodes the first second. */
  ToolResult beginning(Path directory, Path output, Attempt attempt)
      throws IOException, InterruptedException {
    List<String> oneSecond = List.of("-xerror", "-t", "1");
    try (ToolRun run = ffmpeg.in(directory, attempt.timeLimit())) {
      return run.complete(ffmpeg.command(arguments(output, attempt, 1, oneSecond, OWN_TIMES)));
    }
  }

  private static List<String> arguments(
      Path output, Attempt attempt, int threads, List<String> options, List<String> times) {
    List<String> words = new ArrayList<>(List.of("-nostdin", "-v", "error", "-threads"));
    words.add(Integer.toString(threads));
    words.addAll(List.of("-f", OutputCheck.demuxer(attempt)));
    words.addAll(options);
    words.addAll(List.of("-i", "file:" + output));
    words.addAll(times);
    words.addAll(List.of("-f", "null", "-"));
    return words;
  }
}
