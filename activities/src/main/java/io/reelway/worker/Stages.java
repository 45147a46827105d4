package io.reelway.worker;

import io.reelway.encode.EncodeActivity;
import io.reelway.encode.EncodedFiles;
import io.reelway.encode.Encoder;
import io.reelway.encode.InFlightEncodes;
import io.reelway.encode.OutputCheck;
import io.reelway.encode.RejoinActivity;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.planning.EncodeLimits;
import io.reelway.planning.PlanActivity;
import io.reelway.planning.Planner;
import io.reelway.presign.LinkSigner;
import io.reelway.presign.PresignActivity;
import io.reelway.probe.ProbeActivity;
import io.reelway.probe.ProbeLimits;
import io.reelway.probe.Prober;
import io.reelway.record.EraseActivity;
import io.reelway.record.RecordActivity;
import io.reelway.scratch.Scratch;
import io.reelway.source.InputGuard;
import io.reelway.source.SourceFiles;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.EraseStage;
import io.reelway.stage.PlanStage;
import io.reelway.stage.PresignStage;
import io.reelway.stage.ProbeStage;
import io.reelway.stage.RecordStage;
import io.reelway.stage.RejoinStage;
import io.reelway.stage.SweepStage;
import io.reelway.stage.UploadStage;
import io.reelway.store.JobRecords;
import io.reelway.store.Store;
import io.reelway.upload.UploadActivity;
import io.reelway.upload.Uploader;
import io.reelway.usage.UsageLedger;
import java.time.Clock;

/** One implementation of every stage. */
public record Stages(
    ProbeStage probe,
    PlanStage plan,
    EncodeStage encode,
    RejoinStage rejoin,
    UploadStage upload,
    PresignStage presign,
    RecordStage record,
    EraseStage erase,
    SweepStage sweep) {

  /** The stages of this process, around its store, its ffmpeg and its scratch. */
  public static Stages around(
      Store store,
      JobRecords records,
      SweepStage sweep,
      Ffmpeg ffmpeg,
      Scratch scratch,
      LinkSigner signer,
      ProbeLimits probeLimits,
      EncodeLimits encodeLimits,
      int encoderThreads,
      String hostTaskQueue) {
    SourceFiles sources = new SourceFiles(store);
    EncodedFiles encoded = new EncodedFiles(scratch);
    InFlightEncodes running = new InFlightEncodes();
    Uploader uploader = new Uploader(store, scratch);
    return new Stages(
        new ProbeActivity(sources, new Prober(ffmpeg, probeLimits), scratch),
        new PlanActivity(new Planner(encodeLimits)),
        new EncodeActivity(
            sources,
            new Encoder(ffmpeg, new InputGuard(probeLimits.pixels()), encoderThreads),
            new OutputCheck(ffmpeg, encoderThreads),
            scratch,
            encoded,
            running,
            uploader,
            hostTaskQueue),
        new RejoinActivity(running, encoded),
        new UploadActivity(uploader),
        new PresignActivity(signer),
        new RecordActivity(records, new UsageLedger(store, Clock.systemUTC())),
        new EraseActivity(records),
        sweep);
  }
}
