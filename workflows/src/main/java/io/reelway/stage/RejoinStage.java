package io.reelway.stage;

import io.reelway.stage.EncodeStage.EncodeRequest;
import io.reelway.stage.EncodeStage.Encoded;
import io.temporal.activity.ActivityInterface;

/**
 * Queries the host of the last heartbeat for the result of an {@link EncodeStage} that missed
 * heartbeats. Usually that host is dead and does not answer; but after an outage of the engine or
 * the network, the encode may still run there or have ended.
 */
@ActivityInterface
public interface RejoinStage {
  /** Failure type: the host has no such encode. Not a code that clients see. */
  String NOT_HERE = "NOT_HERE";

  /**
   * Waits for the end of an encode on this host and returns its result, or returns the result at
   * once if it has ended.
   *
   * <p>Fails for good with {@link #NOT_HERE}, and like the encode itself.
   */
  Encoded rejoin(EncodeRequest request);
}
