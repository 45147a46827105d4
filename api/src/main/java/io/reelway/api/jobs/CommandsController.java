package io.reelway.api.jobs;

import io.reelway.api.keys.Caller;
import io.reelway.api.roles.OnApiRole;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The routes cancel and delete. */
@OnApiRole
@RestController
@RequestMapping("/api/media/jobs/{id}")
final class CommandsController {
  private final JobReader reader;
  private final Cancellations cancellations;
  private final JobDeletion deletion;
  private final Scheduler blocking;

  CommandsController(
      JobReader reader, Cancellations cancellations, JobDeletion deletion, Scheduler blocking) {
    this.reader = reader;
    this.cancellations = cancellations;
    this.deletion = deletion;
    this.blocking = blocking;
  }

  @PostMapping("/cancel")
  Mono<ResponseEntity<Cancelling>> cancel(
      @PathVariable String id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    return reader
        .read(id, caller)
        .publishOn(blocking)
        .doOnNext(view -> cancellations.cancel(view.snapshot()))
        .map(view ->
            ResponseEntity.accepted()
                .location(URI.create("/api/media/jobs/" + id))
                .body(new Cancelling(id, view.snapshot().state().status())));
  }

  @DeleteMapping
  Mono<ResponseEntity<Void>> delete(
      @PathVariable String id, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    return reader
        .job(id, caller)
        .publishOn(blocking)
        .flatMap(job ->
            Mono.fromCallable(() -> {
              deletion.erase(job);
              return ResponseEntity.noContent().build();
            }));
  }

  /**
   * The answer to a cancel.
   *
   * @param status the status when the cancellation was accepted
   */
  record Cancelling(String jobId, String status) {}
}
