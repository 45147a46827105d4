package io.reelway.api.jobs;

import io.reelway.api.engine.EngineView;
import io.reelway.job.JobState;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Repeats a read of a divided job between the end of one part and the start of the next. For that
 * moment of some milliseconds its progress is unknown, and a video has hundreds of them.
 */
final class BetweenParts {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

  /** Each pause is twice as long as the one before; together they last 0.6 s. */
  private static final int MOST_READS = 6;

  private BetweenParts() {}

  /**
   * The first view with a known progress. When the workflow makes no step in time, because its
   * worker is away, the last view without one.
   *
   * @param read can be repeated
   */
  static Mono<EngineView> passed(Mono<EngineView> read) {
    return read.filter(view -> !isBetween(view))
        .repeatWhenEmpty(
            empty -> empty.take(MOST_READS).concatMap(repeat -> Mono.delay(pause(repeat))))
        .switchIfEmpty(read);
  }

  private static Duration pause(long repeat) {
    return FIRST_PAUSE.multipliedBy(1L << repeat);
  }

  private static boolean isBetween(EngineView view) {
    return view instanceof EngineView.Running running
        && running.snapshot() != null
        && running.snapshot().state() instanceof JobState.Processing state
        && state.isDivided()
        && !state.isCoveredBy(running.stages().size());
  }
}
