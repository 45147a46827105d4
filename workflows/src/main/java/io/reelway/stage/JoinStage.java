package io.reelway.stage;

import io.reelway.job.AcceptedJob;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.stage.CutStage.Cuts;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.stage.PartStage.EncodedPart;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins the parts of a divided video into one file on one host, without another encode. */
@ActivityInterface
public interface JoinStage {
  /**
   * Joins and verifies.
   *
   * <p>Fails for good with {@link PartStage#NOT_AS_PLANNED}, {@link EncodeStage#NOT_SMALLER} or
   * {@code ENCODE_FAILED}; with {@code UNAVAILABLE} while the store cannot be read or scratch space
   * is short. Heartbeats carry {@link io.reelway.job.Progress}.
   */
  Encoded join(JoinRequest request);

  /**
   * The parts of one attempt.
   *
   * @param rendition name of the rendition that is made
   * @param cuts the plan of the segments
   * @param segments the encoded segments in the order of the plan
   * @param sound the encoded sound; {@code null} without
   */
  record JoinRequest(
      AcceptedJob job,
      Probe probe,
      String rendition,
      Attempt attempt,
      Cuts cuts,
      List<EncodedPart> segments,
      @Nullable EncodedPart sound) {
    public JoinRequest {
      segments = List.copyOf(segments);
      if (segments.isEmpty()) {
        throw new IllegalArgumentException("There is nothing to join");
      }
    }
  }
}
