package io.reelway.api.optimize;

import io.reelway.job.AcceptedJob;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client who waits for a job of its own. When it leaves before it is answered the job is
 * abandoned, also when it leaves in the very moment in which the job comes to be. Thread-safe.
 */
final class WaitingClient {
  private final Consumer<AcceptedJob> abandon;
  private volatile boolean gone;
  private volatile @Nullable AcceptedJob job;

  /**
   * @param abandon is given the job of a client that has left; perhaps twice
   */
  WaitingClient(Consumer<AcceptedJob> abandon) {
    this.abandon = abandon;
  }

  void waitsFor(AcceptedJob made) {
    job = made;
    if (gone) {
      abandon.accept(made);
    }
  }

  /** From now on it may leave. */
  void isAnswered() {
    job = null;
  }

  void leaves() {
    gone = true;
    AcceptedJob made = job;
    if (made != null) {
      abandon.accept(made);
    }
  }
}
