package io.reelway.worker;

import io.reelway.catalog.JobCatalog;
import io.reelway.clock.EngineClock;
import io.reelway.planning.PlanActivity;
import io.reelway.planning.Planner;
import io.reelway.presign.LinkSigner;
import io.reelway.presign.PresignActivity;
import io.reelway.record.DiscardActivity;
import io.reelway.record.EraseActivity;
import io.reelway.record.JobRecorder;
import io.reelway.record.RecordActivity;
import io.reelway.retention.JobEraser;
import io.reelway.retention.SweepActivity;
import io.reelway.stage.DiscardStage;
import io.reelway.stage.EraseStage;
import io.reelway.stage.PlanStage;
import io.reelway.stage.PresignStage;
import io.reelway.stage.RecordStage;
import io.reelway.stage.SweepStage;
import io.reelway.store.RetentionSettings;
import io.reelway.store.Store;
import java.time.Clock;

/** The short stages that need the records. They run where the workflows run. */
public record RecordStages(
    PlanStage plan,
    PresignStage presign,
    RecordStage record,
    DiscardStage discard,
    EraseStage erase,
    SweepStage sweep) {

  /** Creates the stages of this process with its store and its catalog. */
  public static RecordStages around(
      Planner planner,
      Store store,
      JobCatalog catalog,
      JobEraser eraser,
      JobRecorder recorder,
      LinkSigner signer,
      RetentionSettings retention,
      Clock clock,
      EngineClock engineClock) {
    return new RecordStages(
        new PlanActivity(planner),
        new PresignActivity(signer),
        new RecordActivity(recorder),
        new DiscardActivity(store),
        new EraseActivity(eraser),
        new SweepActivity(store, catalog, eraser, retention, clock, engineClock));
  }
}
