package io.reelway.ffmpeg;

import io.reelway.media.ByteSize;
import io.reelway.scratch.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A process that only starts short programs, so that a kill hits it while some run. */
final class BusyWorker {
  private static final Path PERL = Path.of("/usr/bin/perl");
  private static final int AT_ONCE = 4;

  private BusyWorker() {}

  /**
   * Starts programs until it is killed. Prints a line after the first start.
   *
   * @param arguments root of the scratch, name of the owner, cache
   */
  public static void main(String[] arguments) throws IOException {
    Scratch scratch = Scratch.open(Path.of(arguments[0]), arguments[1]);
    Launcher launcher =
        Launcher.detect(
            new FfmpegSettings(
                null,
                Path.of(arguments[2]),
                10,
                ByteSize.valueOf("1 GiB"),
                ByteSize.valueOf("1 MiB"),
                Sandbox.AUTO),
            new FfmpegBinaries(PERL, PERL, Map.of(), "perl"));
    for (int i = 0; i < AT_ONCE; i++) {
      Path directory = scratch.directory("encode").path();
      Files.writeString(directory.resolve("script"), "select(undef, undef, undef, 0.002)");
      Thread.ofPlatform().start(() -> work(launcher, directory));
    }
    System.out.println("ready");
  }

  private static void work(Launcher launcher, Path directory) {
    while (true) {
      try (ToolRun run =
          new ToolRun(launcher, Map.of(), directory, Duration.ofMinutes(1), ToolListener.DEAF)) {
        run.complete(List.of(PERL.toString(), "script"));
      } catch (IOException | InterruptedException broken) {
        throw new AssertionError(broken);
      }
    }
  }
}
