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

/** Takes in forms, each on a thread of its own for as long as it arrives. */
@OnApiRole
@Component
public final class SubmissionScheduler {
  private final Submissions submissions;
  private final Scheduler blocking;

  SubmissionScheduler(Submissions submissions, Scheduler blocking) {
    this.submissions = submissions;
    this.blocking = blocking;
  }

  /**
   * Makes a job of a request, or finds the one it has made before. When the client leaves
   * meanwhile, the thread is interrupted; failures that follow do not count as failures of the
   * store.
   */
  Mono<Submitted> submit(Flux<DataBuffer> form, Caller caller, HttpHeaders headers) {
    return submit(form, caller, headers, job -> {});
  }

  /**
   * Makes a job of a request, and hands it over before the result is taken.
   *
   * @param made gets the job, also when the client has gone and nobody takes the result
   */
  public Mono<Submitted> submit(
      Flux<DataBuffer> form, Caller caller, HttpHeaders headers, Consumer<AcceptedJob> made) {
    MediaType type =
        Objects.requireNonNull(headers.getContentType(), "Routes of forms take nothing else");
    AtomicBoolean gone = new AtomicBoolean();
    return Mono.fromCallable(
            () -> {
              try {
                Submitted submitted =
                    submissions.submit(
                        new MediaForm(new BodyStream(form), type),
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
