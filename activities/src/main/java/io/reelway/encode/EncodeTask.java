package io.reelway.encode;

import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.Progress;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One encode.
 *
 * @param run the run of ffmpeg; its directory receives working files
 * @param probe the measured facts of the source
 * @param attempt the planned output
 * @param output the file to write, or the folder for an output of several files
 * @param progress receives the progress about twice a second
 * @param late whether the time of all encodes of the planned attempt is up
 */
record EncodeTask(
    ToolRun run,
    Probe probe,
    Attempt attempt,
    Path source,
    Path output,
    Consumer<Progress> progress,
    BooleanSupplier late) {
  /** The same with another run and another attempt. */
  EncodeTask with(ToolRun own, Attempt derived, Consumer<Progress> reports) {
    return new EncodeTask(own, probe, derived, source, output, reports, late);
  }

  /** The same from another source. */
  EncodeTask from(Path other, Probe facts, Attempt derived) {
    return new EncodeTask(run, facts, derived, other, output, progress, late);
  }

  /** The same, whose progress is a part of the whole: percent from and to. */
  EncodeTask reporting(double from, double to) {
    return new EncodeTask(
        run,
        probe,
        attempt,
        source,
        output,
        report -> progress.accept(report.within(from, to)),
        late);
  }

  /** The same with another attempt and another output. */
  EncodeTask writing(Path file, Attempt derived) {
    return new EncodeTask(run, probe, derived, source, file, progress, late);
  }

  /** The same with another attempt, whose output goes to another file. */
  EncodeTask to(Path file, Attempt derived) {
    return new EncodeTask(run, probe, derived, source, file, report -> {}, late);
  }
}
