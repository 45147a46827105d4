package io.reelway.api.follow;

import io.reelway.api.engine.JobCommands;
import io.reelway.api.jobs.JobReader;
import io.reelway.api.jobs.JobView;
import io.reelway.api.keys.Caller;
import io.reelway.api.roles.OnApiRole;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Waits for the end of a job on behalf of a client that waits for its answer. Costs the engine one
 * open request. No client occupies a thread.
 */
@OnApiRole
@Component
public final class JobEnd {
  /** A look that another client had taken a moment before the end may still be shared. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /** A job that the engine does not know yet, because it was away, may take long to end. */
  private static final int LONGEST_PAUSE = 10;

  private final JobCommands commands;
  private final JobReader reader;
  private final Sinks.Empty<Void> closing = Sinks.empty();
  private volatile boolean closed;

  JobEnd(JobCommands commands, JobReader reader) {
    this.commands = commands;
    this.reader = reader;
  }

  /**
   * The job when it has ended; empty when the time is up before, or when this process stops. Fails
   * as {@link JobReader#read} does, and when the engine fails.
   */
  public Mono<Optional<JobView>> of(String jobId, Caller caller, Duration limit) {
    return Mono.fromFuture(() -> commands.end(jobId, limit))
        .then(
            reader
                .read(jobId, caller)
                .filter(JobView::isFinal)
                .repeatWhenEmpty(looks -> looks.concatMap(JobEnd::pause)))
        .map(Optional::of)
        .timeout(limit)
        .onErrorResume(TimeoutException.class, timeIsUp -> Mono.just(Optional.empty()))
        .takeUntilOther(closing.asMono())
        .defaultIfEmpty(Optional.empty());
  }

  /** Ends every wait, so that open requests do not hold up the stop of the process. */
  @EventListener(ContextClosedEvent.class)
  void close() {
    closed = true;
    closing.tryEmitEmpty();
  }

  /** Whether this process stops. Then a lost connection does not mean that the client has left. */
  public boolean isClosed() {
    return closed;
  }

  private static Mono<Long> pause(long looks) {
    return Mono.delay(LOOK_AGAIN.multipliedBy(Math.min(looks + 1, LONGEST_PAUSE)));
  }
}
