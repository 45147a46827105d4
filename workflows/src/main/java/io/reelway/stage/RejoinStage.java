package io.reelway.stage;

import io.reelway.stage.EncodeStage.EncodeRequest;
import io.reelway.stage.EncodeStage.Encoded;
import io.temporal.activity.ActivityInterface;

/**
 * Asks the host that was heard of last what came of an {@link EncodeStage} whose heartbeats were
 * missed. Mostly that host is dead and does not answer; but when the engine itself was away, or the
 * line to it, the encode has gone on or even ended there.
 */
@ActivityInterface
public interface RejoinStage {
  /** Failure type that says the host knows of no such encode. Not a code that clients see. */
  String NOT_HERE = "NOT_HERE";

  /**
   * Waits for the end of an encode that runs on this host and returns what it returns, or does so
   * at once when it has ended well.
   *
   * <p>Fails for good with {@link #NOT_HERE}, and like the encode itself.
   */
  Encoded rejoin(EncodeRequest request);
}
