package io.reelway.failure;

import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Returns the task of a stage to the engine without any work, because a limit on concurrent calls
 * is reached. The slot is free again at once. Such attempts are counted apart: they say nothing
 * about the server.
 */
public final class RetryLater {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Keeps 40,000 waiting tasks at 330 requests to the engine per second. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private RetryLater() {}

  /** The failure to throw; the pause before the next attempt grows with the time waited so far. */
  public static ApplicationFailure failure() {
    ActivityExecutionContext context = Activity.getExecutionContext();
    Progress before = context.getHeartbeatDetails(Progress.class).orElse(Progress.NONE);
    context.heartbeat(before.turnedAwayAgain());
    Instant scheduled = Instant.ofEpochMilli(context.getInfo().getScheduledTimestamp());
    Duration waited = Duration.between(scheduled, Instant.now());
    return ApplicationFailure.newBuilder()
        .setMessage("Too many calls are under way; this one is tried again later.")
        .setType(ErrorCode.UNAVAILABLE.name())
        .setCategory(ApplicationErrorCategory.BENIGN)
        .setNextRetryDelay(pause(waited))
        .setDetails(before)
        .build();
  }

  /** The number of attempts of this stage that did work, this one included. */
  public static int attempt() {
    ActivityExecutionContext context = Activity.getExecutionContext();
    Progress before = context.getHeartbeatDetails(Progress.class).orElse(Progress.NONE);
    return context.getInfo().getAttempt() - before.turnedAway();
  }

  /** A quarter of the time waited so far, plus jitter, so that tasks do not return together. */
  private static Duration pause(Duration waited) {
    long millis = Math.clamp(waited.toMillis() / 4, SHORTEST.toMillis(), LONGEST.toMillis());
    return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 2));
  }
}
