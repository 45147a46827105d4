package io.reelway.encode;

import io.reelway.job.Progress;
import io.reelway.plan.Attempt;
import io.reelway.plan.Expectation;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * The progress of one attempt, combined from its three parts: fetching the source, encoding,
 * verifying the output. An original video takes longer to verify than to copy, because only the
 * verification decodes it.
 */
final class AttemptProgress {
  private static final double BROUGHT = 5;

  private final Consumer<Progress> whole;
  private final double encoded;

  /**
   * @param whole receives the progress of the attempt
   */
  AttemptProgress(Attempt attempt, Consumer<Progress> whole) {
    this.whole = whole;
    Expectation expectation = attempt.expectation();
    boolean copied = expectation.copied() && !expectation.ofImage();
    this.encoded = copied ? 20 : 95;
  }

  /** Receives the percent of the source that has arrived. */
  DoubleConsumer bringing() {
    return percent -> whole.accept(Progress.of(percent).within(0, BROUGHT));
  }

  Consumer<Progress> encoding() {
    return progress -> whole.accept(progress.within(BROUGHT, encoded));
  }

  Consumer<Progress> verifying() {
    return progress -> whole.accept(progress.within(encoded, 100));
  }
}
