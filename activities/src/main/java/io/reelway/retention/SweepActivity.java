package io.reelway.retention;

import io.reelway.clock.EngineClock;
import io.reelway.failure.Heartbeat;
import io.reelway.stage.SweepStage;
import io.reelway.store.JobRecords;
import io.reelway.store.RetentionSettings;
import io.reelway.store.Store;
import io.temporal.activity.Activity;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link SweepStage} on the store, by the system clock of this process. While that and the engine's
 * differ one of them is wrong, and nothing is erased: what is gone does not come back.
 */
public final class SweepActivity implements SweepStage {
  private static final Logger LOG = LoggerFactory.getLogger(SweepActivity.class);

  private final Store store;
  private final JobRecords records;
  private final RetentionSettings settings;
  private final Clock clock;
  private final EngineClock engine;

  public SweepActivity(
      Store store,
      JobRecords records,
      RetentionSettings settings,
      Clock clock,
      EngineClock engine) {
    this.store = store;
    this.records = records;
    this.settings = settings;
    this.clock = clock;
    this.engine = engine;
  }

  @Override
  public Swept sweep(@Nullable Instant since) {
    engine.observe(Activity.getExecutionContext().getInfo());
    return Heartbeat.during(heartbeat -> sweepNow(since));
  }

  /** Also what lies in the present hour: retention may be minutes. The next sweep looks again. */
  Swept sweepNow(@Nullable Instant since) throws IOException {
    if (!engine.agrees()) {
      return new Swept(since == null ? Instant.EPOCH : since, settings.pause());
    }
    Instant now = clock.instant();
    int erased = records.eraseExpired(since, now);
    store.tidy(now.minus(settings.abandoned()));
    if (erased > 0) {
      LOG.info("Erased jobs whose time is over, count={}", erased);
    }
    return new Swept(now.truncatedTo(ChronoUnit.HOURS), settings.pause());
  }
}
