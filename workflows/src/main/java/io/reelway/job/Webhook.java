package io.reelway.job;

import org.jspecify.annotations.Nullable;

/**
 * The state of the webhook delivery of a job.
 *
 * @param attempts number of calls so far
 * @param lastStatus HTTP status of its last answer; {@code null} if there was none
 */
public record Webhook(State state, int attempts, @Nullable Integer lastStatus) {
  /** The server was not called successfully yet. */
  public static final Webhook UNTRIED = new Webhook(State.PENDING, 0, null);

  /** Whether another attempt follows. */
  public enum State {
    /** The next call is running or scheduled. */
    PENDING,
    DELIVERED,
    /** No further attempt follows. */
    FAILED
  }
}
