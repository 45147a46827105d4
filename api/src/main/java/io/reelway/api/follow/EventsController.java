package io.reelway.api.follow;

import io.reelway.api.jobs.DownloadLinks;
import io.reelway.api.jobs.JobBody;
import io.reelway.api.jobs.JobReader;
import io.reelway.api.jobs.JobView;
import io.reelway.api.keys.Caller;
import io.reelway.api.roles.OnApiRole;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A job as a stream of server-sent events: one event per change, up to the final state. */
@OnApiRole
@RestController
final class EventsController {
  /** Keeps proxies from closing a quiet stream. */
  private static final Duration QUIET = Duration.ofSeconds(15);

  private static final ServerSentEvent<JobBody> BEAT =
      ServerSentEvent.<JobBody>builder().comment("").build();

  /** Marks the end of the events; never sent. */
  private static final String ENDED = "ended";

  private static final ServerSentEvent<JobBody> END =
      ServerSentEvent.<JobBody>builder().event(ENDED).build();

  private final JobReader reader;
  private final JobWatch watch;
  private final DownloadLinks links;
  private final Flux<ServerSentEvent<JobBody>> beats =
      Flux.interval(QUIET).map(beat -> BEAT).share();

  EventsController(JobReader reader, JobWatch watch, DownloadLinks links) {
    this.reader = reader;
    this.watch = watch;
    this.links = links;
  }

  /**
   * The stream. A client that reconnects with the id of its last event gets the events after it. If
   * that was the final event, the answer is {@code 204}, after which an {@code EventSource} does
   * not reconnect.
   */
  @GetMapping("/api/media/jobs/{id}/events")
  Mono<ResponseEntity<Flux<ServerSentEvent<JobBody>>>> events(
      @PathVariable String id,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      ServerHttpRequest request) {
    return reader
        .read(id, caller)
        .map(view ->
            view.isFinal() && view.tag().equals(last)
                ? ResponseEntity.noContent().build()
                : ResponseEntity.ok()
                    .contentType(MediaType.TEXT_EVENT_STREAM)
                    .cacheControl(CacheControl.noStore())
                    .header("X-Accel-Buffering", "no")
                    .body(stream(id, last, request)));
  }

  private Flux<ServerSentEvent<JobBody>> stream(
      String id, @Nullable String last, ServerHttpRequest request) {
    Flux<ServerSentEvent<JobBody>> changes =
        watch
            .follow(id)
            .skipWhile(view -> view.tag().equals(last))
            .concatMap(view -> event(view, request), 1)
            .onErrorComplete();
    return Flux.merge(changes.concatWithValues(END), beats.onBackpressureDrop())
        .takeWhile(event -> !ENDED.equals(event.event()));
  }

  private Mono<ServerSentEvent<JobBody>> event(JobView view, ServerHttpRequest request) {
    return links
        .of(view.snapshot(), request)
        .map(all -> ServerSentEvent.builder(JobBody.of(view, all)).id(view.tag()).build());
  }
}
