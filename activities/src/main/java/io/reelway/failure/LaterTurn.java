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
 * Gives the task of a stage back to the engine without any work, since others have the turn. The
 * slot is free again at once. Such an attempt is counted apart: it says nothing about the server
 * that was to be called.
 */
public final class LaterTurn {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** A batch of 40,000 that waits asks the engine 330 times a second, no more. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private LaterTurn() {}

  /** The failure to throw; the pause before the next attempt grows with the time waited so far. */
  public static ApplicationFailure failure() {
    ActivityExecutionContext context = Activity.getExecutionContext();
    Progress before = context.getHeartbeatDetails(Progress.class).orElse(Progress.NONE);
    context.heartbeat(before.turnedAwayAgain());
    Instant scheduled = Instant.ofEpochMilli(context.getInfo().getScheduledTimestamp());
    Duration waited = Duration.between(scheduled, Instant.now());
    return ApplicationFailure.newBuilder()
        .setMessage("Others have the turn.")
        .setType(ErrorCode.UNAVAILABLE.name())
        .setCategory(ApplicationErrorCategory.BENIGN)
        .setNextRetryDelay(pause(waited))
        .setDetails(before)
        .build();
  }

  /** Attempts of this stage that did work, this one included. */
  public static int attempt() {
    ActivityExecutionContext context = Activity.getExecutionContext();
    Progress before = context.getHeartbeatDetails(Progress.class).orElse(Progress.NONE);
    return context.getInfo().getAttempt() - before.turnedAway();
  }

  /** A quarter of the time waited so far, with a little chance against many that come at once. */
  private static Duration pause(Duration waited) {
    long millis = Math.clamp(waited.toMillis() / 4, SHORTEST.toMillis(), LONGEST.toMillis());
    return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 2));
  }
}
