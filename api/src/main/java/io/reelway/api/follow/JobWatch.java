package io.reelway.api.follow;

import io.reelway.api.engine.JobCommands;
import io.reelway.api.jobs.JobReader;
import io.reelway.api.jobs.JobView;
import io.reelway.api.problem.RequestException;
import io.reelway.api.roles.OnApiRole;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeoutException;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Follows jobs for clients that wait for a change. All clients that follow one job in this process
 * share one watch, which ends with the last of them. It polls the engine once a second, less often
 * while nothing changes, and at once when the engine reports the end of the job. No client occupies
 * a thread.
 */
@OnApiRole
@Component
final class JobWatch {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(4);

  /** Longest time that a request to the engine outlives the last client. */
  private static final Duration END_REQUEST = Duration.ofSeconds(20);

  private final JobReader reader;
  private final JobCommands commands;
  private final ConcurrentMap<String, Flux<JobView>> watches = new ConcurrentHashMap<>();
  private final Sinks.Empty<Void> closing = Sinks.empty();

  JobWatch(JobReader reader, JobCommands commands) {
    this.reader = reader;
    this.commands = commands;
  }

  /**
   * The job as it is now and after every change, to its final state. A slow subscriber may miss
   * intermediate states, never the last one. Fails with {@code NOT_FOUND} if the job is deleted.
   */
  Flux<JobView> follow(String jobId) {
    return Flux.defer(() -> watches.computeIfAbsent(jobId, this::watch))
        .onBackpressureLatest()
        .takeUntilOther(closing.asMono());
  }

  /**
   * The job when it has left that phase, or in its state when the time is up.
   *
   * @param phase of {@link JobView#phase()}
   */
  Mono<JobView> changeFrom(String phase, String jobId, Duration patience) {
    return follow(jobId)
        .filter(view -> !view.phase().equals(phase) || view.isFinal())
        .next()
        .timeout(patience, Mono.empty())
        .switchIfEmpty(reader.read(jobId));
  }

  /** Ends every watch, so that open streams do not hold up the stop of the process. */
  @EventListener(ContextClosedEvent.class)
  void close() {
    closing.tryEmitEmpty();
  }

  private Flux<JobView> watch(String jobId) {
    return reader
        .read(jobId)
        .flatMapMany(first -> first.isFinal() ? Flux.just(first) : changes(jobId, first))
        .takeUntil(JobView::isFinal)
        .distinctUntilChanged(JobView::tag)
        .doFinally(end -> watches.remove(jobId))
        .replay(1)
        .refCount(1);
  }

  private Flux<JobView> changes(String jobId, JobView first) {
    return Flux.merge(
        Mono.just(new Look(first, SHORTEST)).expand(look -> later(jobId, look)).map(Look::view),
        end(jobId));
  }

  /** The job right after its end; empty if the engine fails, because polling continues. */
  private Mono<JobView> end(String jobId) {
    return Mono.defer(() -> Mono.fromFuture(commands.end(jobId, END_REQUEST)))
        .retryWhen(Retry.indefinitely().filter(TimeoutException.class::isInstance))
        .then(Mono.defer(() -> reader.read(jobId)))
        .onErrorComplete();
  }

  /** The next view, unless this was the last; while the engine does not answer, the last one. */
  private Mono<Look> later(String jobId, Look last) {
    return last.view.isFinal()
        ? Mono.empty()
        : Mono.delay(last.pause)
            .then(reader.read(jobId))
            .map(last::then)
            .onErrorResume(
                failure -> !(failure instanceof RequestException), unknown -> Mono.just(last));
  }

  /**
   * A view, and how long to wait before the next one. The pause grows while nothing changes, as for
   * a job that waits behind many others.
   */
  private record Look(JobView view, Duration pause) {
    Look then(JobView next) {
      Duration doubled = pause.multipliedBy(2);
      return new Look(
          next,
          !next.tag().equals(view.tag())
              ? SHORTEST
              : doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST);
    }
  }
}
