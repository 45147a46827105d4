package io.reelway.stage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.reelway.job.AcceptedJob;
import io.reelway.media.Probe;
import io.reelway.plan.Plan;
import io.reelway.stage.EncodeStage.Encoded;
import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** Measures the source. It also encodes a small still image, since that takes little longer. */
@ActivityInterface
public interface ProbeStage {
  /**
   * Measures the source of a job, and plans and encodes its main rendition if the source is a small
   * still image. A separate stage for that would take about as long as the encode.
   *
   * <p>Fails for good with {@code UNSUPPORTED_TYPE}, {@code INVALID_INPUT} (a limit is exceeded) or
   * {@code PROBE_FAILED}; with {@code UNAVAILABLE} while the store cannot be read. Heartbeats carry
   * {@link io.reelway.job.Progress} with the stage {@code encoding} while it encodes. An encode
   * that fails is left to {@link EncodeStage}.
   */
  Probed probe(AcceptedJob job);

  /**
   * What was measured and made. In JSON, the facts are members of the result itself: builds without
   * early encodes return and read only them.
   *
   * @param probe the facts of the source
   * @param early what was made of it already; {@code null} if nothing
   */
  record Probed(@JsonUnwrapped Probe probe, @Nullable Early early) {
    /** A source of which nothing is made yet. */
    public static Probed only(Probe probe) {
      return new Probed(probe, null);
    }
  }

  /**
   * A rendition that was made right after the probe.
   *
   * @param plan the whole plan of the job
   * @param main its main rendition
   */
  record Early(Plan plan, Encoded main) {}
}
