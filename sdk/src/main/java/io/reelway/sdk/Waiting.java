package io.reelway.sdk;

import static io.reelway.sdk.Transport.shorter;

import java.time.Duration;
import java.util.Optional;

/**
 * Waits for a job to become final. Uses polls that the server answers after a change; if the server
 * answers at once (an old or busy one), it is polled at growing intervals, or as {@code
 * Retry-After} says. Outages of the server, e.g. a restart, are waited out.
 */
final class Waiting {
  /** Maximum wait of one poll. */
  private static final Duration HELD = Duration.ofSeconds(30);

  /**
   * The same with a listener, because a change of the percentage alone does not end a waiting poll.
   */
  private static final Duration HELD_FOR_LISTENER = Duration.ofSeconds(2);

  /** What the last poll may take longer, because a poll waits for a second at least. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Transport transport;
  private final String jobId;
  private final JobListener listener;
  private final Duration held;
  private final long deadline;
  private Optional<Job> last = Optional.empty();
  private Duration pause = FIRST_PAUSE;

  Waiting(Transport transport, String jobId, Duration timeout, JobListener listener) {
    this.transport = transport;
    this.jobId = jobId;
    this.listener = listener;
    this.held = listener.equals(JobListener.NONE) ? HELD : HELD_FOR_LISTENER;
    this.deadline = System.nanoTime() + timeout.toNanos();
  }

  Job run() {
    Optional<ReelwayException> trouble = Optional.empty();
    do {
      try {
        Job job = poll();
        trouble = Optional.empty();
        if (job.isFinal()) {
          return job;
        }
      } catch (ReelwayException e) {
        if (!e.retriable()) {
          throw e;
        }
        trouble = Optional.of(e);
        rest(e.retryAfter());
      }
    } while (hasTime());
    throw ReelwayException.client(
        "wait-timeout",
        "The job " + jobId + " was not final in time; it continues.",
        trouble.orElse(null));
  }

  private Job poll() {
    Duration hold = hold();
    long asked = System.nanoTime();
    Answer answer = transport.retrying(this::hasTime, this::left, this::ask);
    Job job = Job.of(answer.json());
    boolean changed = last.isEmpty() || !stage(last.get()).equals(stage(job));
    if (last.filter(job::equals).isEmpty()) {
      last = Optional.of(job);
      listener.onChange(job);
    }
    boolean wasHeld = System.nanoTime() - asked >= hold.toNanos() / 2;
    if (changed) {
      pause = FIRST_PAUSE;
    }
    if (!job.isFinal() && !changed && !wasHeld) {
      rest(answer.retryAfter());
    }
    return job;
  }

  /** One attempt of a poll; it ends at most {@link #GRACE} after the whole wait. */
  private Answer ask() {
    Duration hold = hold();
    return transport.sendOrThrow(
        Call.of("GET", Paths.job(jobId) + "?wait=" + Math.max(1, hold.toSeconds()))
            .patience(hold)
            .most(left().plus(GRACE)));
  }

  private Duration hold() {
    return shorter(held, left());
  }

  private static String stage(Job job) {
    return job.state().status() + job.progress().map(Progress::stage).orElse("");
  }

  private void rest(Optional<Duration> asked) {
    transport.pause(shorter(asked.orElse(pause), left()));
    pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
  }

  private boolean hasTime() {
    return !left().isZero();
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }
}
