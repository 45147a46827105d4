package io.reelway.job;

import org.jspecify.annotations.Nullable;

/**
 * How far telling the client of a job's end has come.
 *
 * @param attempts how often their server was called
 * @param lastStatus HTTP status of its last answer; {@code null} when it gave none
 */
public record Webhook(State state, int attempts, @Nullable Integer lastStatus) {
  /** The server was not called successfully yet. */
  public static final Webhook UNTRIED = new Webhook(State.PENDING, 0, null);

  /** Whether more will be done. */
  public enum State {
    /** The next call is under way, or waits for its time. */
    PENDING,
    DELIVERED,
    /** No further attempt follows. */
    FAILED
  }
}
