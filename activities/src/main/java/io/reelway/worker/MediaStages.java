package io.reelway.worker;

import io.reelway.encode.EncodeActivity;
import io.reelway.encode.EncodedFiles;
import io.reelway.encode.Encoder;
import io.reelway.encode.InFlightEncodes;
import io.reelway.encode.RejoinActivity;
import io.reelway.encode.RenditionEncoder;
import io.reelway.encode.SmallStills;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.planning.EncodeLimits;
import io.reelway.planning.Planner;
import io.reelway.probe.ProbeActivity;
import io.reelway.probe.ProbeLimits;
import io.reelway.probe.Prober;
import io.reelway.scratch.Scratch;
import io.reelway.source.InputGuard;
import io.reelway.source.SourceCache;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.ProbeStage;
import io.reelway.stage.RejoinStage;
import io.reelway.stage.UploadStage;
import io.reelway.store.Store;
import io.reelway.strategy.Strategies;
import io.reelway.upload.UploadActivity;
import io.reelway.upload.Uploader;
import io.reelway.verify.OutputCheck;

/** The stages that process media. They need the object store but no records. */
public record MediaStages(
    ProbeStage probe, EncodeStage encode, RejoinStage rejoin, UploadStage upload) {

  /** Creates the stages of this process with its store, ffmpeg and scratch. */
  public static MediaStages around(
      Store store,
      Strategies strategies,
      Ffmpeg ffmpeg,
      Scratch scratch,
      SourceCache sources,
      ProbeLimits probeLimits,
      EncodeLimits encodeLimits,
      int encoderThreads,
      String hostTaskQueue) {
    EncodedFiles encoded = new EncodedFiles(scratch);
    InFlightEncodes running = new InFlightEncodes();
    Uploader uploader = new Uploader(store, scratch);
    RenditionEncoder encoder =
        new RenditionEncoder(
            sources,
            new Encoder(ffmpeg, new InputGuard(probeLimits.pixels()), strategies, encoderThreads),
            new OutputCheck(ffmpeg, encoderThreads),
            scratch,
            encoded,
            running,
            uploader,
            hostTaskQueue);
    return new MediaStages(
        new ProbeActivity(
            sources,
            new Prober(ffmpeg, probeLimits),
            scratch,
            new SmallStills(new Planner(strategies, encodeLimits), encoder)),
        new EncodeActivity(encoder),
        new RejoinActivity(running, encoded),
        new UploadActivity(uploader, sources));
  }
}
