package io.reelway.stage;

import io.reelway.job.AcceptedJob;
import io.reelway.job.SourceRef;
import io.temporal.activity.ActivityInterface;

/** Brings a source that a client named by its URL into the store. */
@ActivityInterface
public interface FetchStage {
  /**
   * Fetches the source; a repetition replaces what an earlier try has stored.
   *
   * <p>Fails for good with {@code INVALID_INPUT} (the URL leads nowhere, or to where we do not go)
   * or {@code TOO_LARGE}; with {@code UNAVAILABLE} while the server or the store does not answer.
   */
  SourceRef.Uploaded fetch(AcceptedJob job);
}
