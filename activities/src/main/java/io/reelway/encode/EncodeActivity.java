package io.reelway.encode;

import io.reelway.encode.Encoder.Encoding;
import io.reelway.encode.OutputCheck.Measured;
import io.reelway.failure.Heartbeat;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.scratch.Scratch;
import io.reelway.source.SourceFiles;
import io.reelway.stage.EncodeStage;
import java.io.IOException;
import java.nio.file.Path;

/** {@link EncodeStage} on this host. The output stays in scratch until it is uploaded. */
public final class EncodeActivity implements EncodeStage {
  /** Name of the output within the directory of its attempt. */
  public static final String OUTPUT = "output";

  private final SourceFiles sources;
  private final Encoder encoder;
  private final OutputCheck check;
  private final Scratch scratch;
  private final String hostTaskQueue;

  /**
   * @param hostTaskQueue the queue that only this process serves
   */
  public EncodeActivity(
      SourceFiles sources,
      Encoder encoder,
      OutputCheck check,
      Scratch scratch,
      String hostTaskQueue) {
    this.sources = sources;
    this.encoder = encoder;
    this.check = check;
    this.scratch = scratch;
    this.hostTaskQueue = hostTaskQueue;
  }

  @Override
  public Encoded encode(EncodeRequest request) {
    return Heartbeat.during(heartbeat -> encode(request, heartbeat));
  }

  private Encoded encode(EncodeRequest request, Heartbeat heartbeat)
      throws IOException, InterruptedException {
    Scratch.Directory kept = scratch.directory("encode");
    boolean done = false;
    try (Scratch.Directory attempt = scratch.directory("work");
        ToolRun run = encoder.newRun(attempt.path(), request.target())) {
      heartbeat.stopWith(run::stop);
      Path output = kept.path().resolve(OUTPUT);
      Encoding encoding =
          encoder.encode(
              run,
              request.probe(),
              request.target(),
              sources.bring(request.job(), attempt),
              output,
              heartbeat::report);
      Measured measured = check.measure(attempt.path(), output, request.probe(), request.target());
      done = true;
      return new Encoded(
          hostTaskQueue,
          kept.id(),
          request.target().strategy(),
          measured.bytes(),
          measured.sha256(),
          measured.width(),
          measured.height(),
          measured.duration(),
          encoding.wall(),
          encoding.warnings());
    } finally {
      if (!done) {
        kept.close();
      }
    }
  }
}
