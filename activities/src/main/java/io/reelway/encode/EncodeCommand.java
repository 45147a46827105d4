package io.reelway.encode;

import io.reelway.media.Probe;
import io.reelway.plan.Target;
import io.reelway.source.Container;
import io.reelway.source.InputGuard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.bramp.ffmpeg.builder.FFmpegBuilder;
import net.bramp.ffmpeg.builder.FFmpegBuilder.Verbosity;

/**
 * The whole ffmpeg command line for one target of one source: what every encode has in common, here
 * that no metadata is kept, so that what a camera wrote about place, owner and time does not leave.
 * The rest is {@link VideoArguments} and {@link ImageArguments}.
 */
final class EncodeCommand {
  private final Probe probe;
  private final InputGuard guard;
  private final Part part;

  /**
   * @param threads threads that an encoder may use
   * @param guard what the source may be opened with
   */
  EncodeCommand(Probe probe, Target target, int threads, InputGuard guard) {
    this.probe = probe;
    this.guard = guard;
    this.part =
        switch (probe.kind()) {
          case VIDEO -> new VideoArguments(probe, target, threads);
          case IMAGE -> new ImageArguments(probe, target, threads);
        };
  }

  List<String> arguments(Path source, Path output) {
    return new FFmpegBuilder()
        .setVerbosity(Verbosity.ERROR)
        .overrideOutputFiles(true)
        .addExtraArgs(
            "-v",
            "repeat+error",
            "-nostdin",
            "-hide_banner",
            "-progress",
            "pipe:1",
            "-stats_period",
            "0.5")
        .addInput("file:" + source)
        .addExtraArgs(input().toArray(String[]::new))
        .done()
        .addOutput("file:" + output)
        .addExtraArgs(output().toArray(String[]::new))
        .done()
        .build();
  }

  private List<String> input() {
    List<String> words = new ArrayList<>(part.input());
    words.addAll(guard.options(Container.of(probe)));
    return words;
  }

  private List<String> output() {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("-filter_complex", part.graph(), "-map", "[picture]"));
    words.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1"));
    words.addAll(List.of("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"));
    words.addAll(part.output());
    return words;
  }

  /** What differs between kinds of media. */
  interface Part {
    /** Options of the input, e.g. the decoder and its threads. */
    List<String> input();

    /** The filters from the picture of input 0 to a pad named {@code [picture]}. */
    String graph();

    /** Options of the output: further tracks, encoders and the format. */
    List<String> output();
  }
}
