package io.reelway.retention;

import io.reelway.catalog.JobCatalog;
import io.reelway.clock.EngineClock;
import io.reelway.failure.Heartbeat;
import io.reelway.stage.SweepStage;
import io.reelway.store.JobLocations;
import io.reelway.store.RetentionSettings;
import io.reelway.store.SkippedEntries.Reason;
import io.reelway.store.Store;
import io.temporal.activity.Activity;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link SweepStage} on catalog and store, in batches, by the system clock of this process. When
 * this clock and the engine's differ, one of them is wrong, and nothing is erased, because an
 * erasure is final. An entry that cannot be erased now is skipped, counted and tried again later.
 */
public final class SweepActivity implements SweepStage {
  private static final Logger LOG = LoggerFactory.getLogger(SweepActivity.class);
  private static final int BATCH = 100;

  /** After this many failures in one sweep the store is unreachable, and the rest can wait. */
  private static final int MOST_FAILURES = 100;

  private final Store store;
  private final JobCatalog catalog;
  private final JobEraser eraser;
  private final RetentionSettings settings;
  private final Clock clock;
  private final EngineClock engine;

  public SweepActivity(
      Store store,
      JobCatalog catalog,
      JobEraser eraser,
      RetentionSettings settings,
      Clock clock,
      EngineClock engine) {
    this.store = store;
    this.catalog = catalog;
    this.eraser = eraser;
    this.settings = settings;
    this.clock = clock;
    this.engine = engine;
  }

  @Override
  public Swept sweep(@Nullable Instant since) {
    engine.observe(Activity.getExecutionContext().getInfo());
    return Heartbeat.during(heartbeat -> sweepNow(since));
  }

  Swept sweepNow(@Nullable Instant since) throws IOException {
    if (!engine.agrees()) {
      return new Swept(since == null ? Instant.EPOCH : since, settings.pause());
    }
    Instant now = clock.instant();
    Instant abandoned = now.minus(settings.abandoned());
    int jobs = eraseAll(limit -> catalog.toErase(now, limit), eraser::erase);
    int uploads =
        eraseAll(limit -> catalog.abandonedUploads(abandoned, limit), eraser::eraseUpload);
    store.tidy(abandoned);
    if (jobs + uploads > 0) {
      LOG.info("Deleted expired data, jobs={}, uploads={}", jobs, uploads);
    }
    return new Swept(now.truncatedTo(ChronoUnit.HOURS), settings.pause());
  }

  private int eraseAll(Due due, Erasure erasure) throws IOException {
    int failures = 0;
    int erased = 0;
    while (failures < MOST_FAILURES) {
      List<String> batch = due.first(BATCH);
      if (batch.isEmpty()) {
        break;
      }
      for (String id : batch) {
        try {
          erasure.erase(id);
          erased++;
        } catch (IOException later) {
          failures++;
          catalog.eraseLater(id);
          store.skipped().add(Reason.UNERASABLE, JobLocations.folder(id).key());
        }
      }
    }
    return erased;
  }

  /** Lists the ids of the first entries that are due. */
  @FunctionalInterface
  private interface Due {
    List<String> first(int limit) throws IOException;
  }

  @FunctionalInterface
  private interface Erasure {
    void erase(String id) throws IOException;
  }
}
