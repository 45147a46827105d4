package io.reelway.stage;

import io.reelway.job.AcceptedJob;
import io.reelway.job.Progress;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Segment;
import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Encodes the parts of a divided video: each segment of its picture, and its whole sound. */
@ActivityInterface
public interface PartStage {
  /**
   * Failure type: a part, or the video made of the parts, is not as planned. The video must be
   * encoded whole. Not a code that clients see.
   */
  String NOT_AS_PLANNED = "NOT_AS_PLANNED";

  /**
   * Encodes and checks one part, and puts it into the store. A repetition finds it there.
   *
   * <p>Fails for good with {@link #NOT_AS_PLANNED}, {@code ENCODE_FAILED} or {@code
   * ENCODE_TIMEOUT}; with {@code UNAVAILABLE} while the store does not answer or scratch space is
   * short. Heartbeats carry {@link Progress} with its share.
   */
  EncodedPart encodePart(PartRequest request);

  /**
   * One part of one attempt.
   *
   * @param rendition name of the rendition that is made
   * @param segment the segment of the picture; {@code null} for the sound
   * @param origin the timestamp in the source, in seconds, at which the output begins
   * @param share share of the progress of the rendition that this part stands for, 0 to 1
   */
  record PartRequest(
      AcceptedJob job,
      Probe probe,
      String rendition,
      Attempt attempt,
      @Nullable Segment segment,
      double origin,
      double share) {
    public PartRequest {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("A part cannot be " + share + " of a rendition");
      }
    }

    /**
     * What heartbeats say of this part. The speed of a video is that of its picture: the sound is
     * encoded in seconds, and would hide it.
     */
    public Progress report(Progress reached) {
      Progress part = segment == null ? reached.withoutSpeed() : reached;
      return part.ofRendition(rendition).ofShare(share);
    }

    /** The same part with another share: a lost worker has already shown some of it. */
    public PartRequest sharing(double other) {
      return new PartRequest(job, probe, rendition, attempt, segment, origin, other);
    }
  }

  /**
   * A part in the store.
   *
   * @param location its key
   * @param payload bytes of its packets, without those of its container
   * @param sha256 lower-case hexadecimal SHA-256 of its bytes
   * @param frames number of frames; 0 for sound
   * @param start time of its first frame in seconds after the origin; 0 for sound
   * @param configuration digest of the configuration of the decoder, which all segments share
   * @param encodeTime wall time of the encoder
   */
  record EncodedPart(
      String location,
      long bytes,
      long payload,
      String sha256,
      long frames,
      double start,
      String configuration,
      Duration encodeTime) {
    public EncodedPart {
      if (bytes < 1 || payload < 0 || frames < 0) {
        throw new IllegalArgumentException(
            "Not a part: %d bytes, %d of packets, %d frames".formatted(bytes, payload, frames));
      }
    }
  }
}
