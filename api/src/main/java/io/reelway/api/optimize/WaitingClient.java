package io.reelway.api.optimize;

import io.reelway.job.AcceptedJob;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client that waits for its job. If it disconnects before it gets the answer, the job is
 * abandoned, even if it disconnects at the moment the job is created. Thread-safe.
 */
final class WaitingClient {
  private final Consumer<AcceptedJob> abandon;
  private volatile boolean gone;
  private volatile @Nullable AcceptedJob job;

  /**
   * @param abandon receives the job of a disconnected client, possibly twice
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

  /** Marks the client as answered: from now on a disconnect does not abandon the job. */
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
