package io.reelway.api.submit;

import io.reelway.api.keys.Caller;
import io.reelway.api.roles.OnApiRole;
import io.reelway.job.AcceptedJob;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.channel.AbortedException;

/** Reads each body on its own virtual thread while it arrives. */
@OnApiRole
@Component
public final class SubmissionScheduler {
  private final Submissions submissions;
  private final SubmitBodies bodies;
  private final Scheduler blocking;

  SubmissionScheduler(Submissions submissions, SubmitBodies bodies, Scheduler blocking) {
    this.submissions = submissions;
    this.bodies = bodies;
    this.blocking = blocking;
  }

  /**
   * Creates the job of a request, or finds the one of an earlier request with the same key. If the
   * client disconnects, the thread is interrupted; failures after that do not count as failures of
   * the store.
   */
  Mono<Submitted> submit(Flux<DataBuffer> body, Caller caller, HttpHeaders headers) {
    return submit(body, caller, headers, job -> {});
  }

  /**
   * Creates the job of a request, and passes it to a consumer before the result is delivered.
   *
   * @param made receives the job, even if the client has disconnected
   */
  public Mono<Submitted> submit(
      Flux<DataBuffer> body, Caller caller, HttpHeaders headers, Consumer<AcceptedJob> made) {
    MediaType type =
        Objects.requireNonNull(
            headers.getContentType(), "Only routes that require a content type use this scheduler");
    AtomicBoolean gone = new AtomicBoolean();
    return Mono.fromCallable(
            () -> {
              try {
                Submitted submitted =
                    submissions.submit(
                        bodies.of(new BodyStream(body), type),
                        caller.owner(),
                        IdempotencyKey.of(headers));
                made.accept(submitted.snapshot().job());
                return submitted;
              } catch (Exception failure) {
                throw gone.get() ? new AbortedException(failure) : failure;
              }
            })
        .subscribeOn(blocking)
        .doOnCancel(() -> gone.set(true));
  }
}
