package io.reelway.stage;

import io.reelway.job.AcceptedJob;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Segment;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides where a long video is cut into segments. */
@ActivityInterface
public interface CutStage {
  /**
   * Reads the time of every frame, and chooses the cuts. The result is a part of the history, so
   * that all workers and all retries see the same cuts.
   *
   * <p>Fails with {@code UNAVAILABLE} while the store cannot be read. A source that cannot be cut
   * is no failure.
   */
  Cuts cut(CutRequest request);

  /**
   * A source and the attempt to divide.
   *
   * @param attempt one with {@link Attempt#segmentLength()}
   */
  record CutRequest(AcceptedJob job, Probe probe, Attempt attempt) {}

  /**
   * The segments of a video.
   *
   * @param segments all segments in order; empty if the video is encoded whole
   * @param origin the timestamp in the source, in seconds, at which the output begins
   * @param end when the last frame ends, in seconds after the origin
   * @param times digest of the times of all frames, relative to the first
   * @param whole why the video is encoded whole, as a sentence for the client; {@code null} if
   *     there are segments, or if the video is just too short for them
   */
  record Cuts(
      List<Segment> segments, double origin, double end, String times, @Nullable String whole) {
    public Cuts {
      segments = List.copyOf(segments);
      for (int i = 0; i < segments.size(); i++) {
        if (segments.get(i).index() != i) {
          throw new IllegalArgumentException("Not segment " + i + ": " + segments.get(i));
        }
      }
    }

    /** A video that is encoded whole. */
    public static Cuts none(@Nullable String reason) {
      return new Cuts(List.of(), 0, 0, "", reason);
    }
  }
}
