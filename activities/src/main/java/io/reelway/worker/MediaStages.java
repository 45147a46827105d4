package io.reelway.worker;

import io.reelway.cut.CutActivity;
import io.reelway.encode.EncodeActivity;
import io.reelway.encode.EncodedFiles;
import io.reelway.encode.Encoder;
import io.reelway.encode.InFlightEncodes;
import io.reelway.encode.PartActivity;
import io.reelway.encode.RejoinActivity;
import io.reelway.encode.RenditionEncoder;
import io.reelway.encode.SmallStills;
import io.reelway.encode.StoredParts;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.join.JoinActivity;
import io.reelway.planning.Planner;
import io.reelway.probe.ProbeActivity;
import io.reelway.probe.ProbeLimits;
import io.reelway.probe.Prober;
import io.reelway.scratch.Scratch;
import io.reelway.source.InputGuard;
import io.reelway.source.SourceCache;
import io.reelway.stage.CutStage;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.JoinStage;
import io.reelway.stage.PartStage;
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
    ProbeStage probe,
    CutStage cut,
    EncodeStage encode,
    PartStage parts,
    JoinStage join,
    RejoinStage rejoin,
    UploadStage upload) {

  /** Creates the stages of this process with its store, ffmpeg and scratch. */
  public static MediaStages around(
      Store store,
      Strategies strategies,
      Ffmpeg ffmpeg,
      Scratch scratch,
      SourceCache sources,
      StoredParts parts,
      ProbeLimits probeLimits,
      Planner planner,
      WorkerSettings worker,
      String hostTaskQueue) {
    InputGuard guard = new InputGuard(probeLimits.pixels());
    OutputCheck check = new OutputCheck(ffmpeg, worker.encoderThreads());
    EncodedFiles encoded = new EncodedFiles(scratch);
    InFlightEncodes running = new InFlightEncodes();
    Uploader uploader = new Uploader(store, scratch);
    RenditionEncoder encoder =
        new RenditionEncoder(
            sources,
            new Encoder(ffmpeg, guard, strategies, worker.encoderThreads()),
            check,
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
            strategies,
            new SmallStills(planner, encoder)),
        new CutActivity(sources, ffmpeg, guard, scratch, strategies, worker.heavySlots()),
        new EncodeActivity(encoder),
        new PartActivity(parts, sources, ffmpeg, guard, strategies, scratch),
        new JoinActivity(store, ffmpeg, strategies, check, scratch, encoded, hostTaskQueue),
        new RejoinActivity(running, encoded),
        new UploadActivity(uploader, sources));
  }
}
