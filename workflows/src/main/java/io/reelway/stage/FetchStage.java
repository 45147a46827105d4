package io.reelway.stage;

import io.reelway.job.AcceptedJob;
import io.reelway.job.SourceRef;
import io.temporal.activity.ActivityInterface;

/** Fetches a source from the client's URL into the store. */
@ActivityInterface
public interface FetchStage {
  /**
   * Fetches the source; a retry replaces the file of an earlier attempt.
   *
   * <p>Fails for good with {@code INVALID_INPUT} (the URL does not exist or is not allowed, or its
   * server does not speak HTTP as it should) or {@code TOO_LARGE}; with {@code UNAVAILABLE} while
   * the server or the store does not answer.
   */
  SourceRef.Uploaded fetch(AcceptedJob job);
}
