package io.reelway.api.jobs;

import io.reelway.job.DownloadLink;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.Output;
import io.reelway.presign.LinkSigner;
import io.reelway.store.Location;
import io.reelway.store.Store;
import java.io.FileNotFoundException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Hands out outputs: by signed link where the store has a server, else as a stream from here. */
public final class Downloads {
  private final Store store;
  private final LinkSigner signer;
  private final Scheduler blocking;
  private final DownloadLinks links;

  /**
   * @param links to this API, for outputs that it serves itself
   */
  public Downloads(Store store, LinkSigner signer, Scheduler blocking, DownloadLinks links) {
    this.store = store;
    this.signer = signer;
    this.blocking = blocking;
    this.links = links;
  }

  /** The {@code downloadUrl} of a job; empty until it is done. */
  Mono<Optional<String>> url(JobSnapshot snapshot, ServerHttpRequest request) {
    if (!(snapshot.state() instanceof JobState.Done done)) {
      return Mono.just(Optional.empty());
    }
    return done.link() == null
        ? links.to(snapshot.job(), request).map(Optional::of)
        : link(done).map(link -> Optional.of(link.url()));
  }

  /** Answers with the output itself, or with the way to it. */
  Mono<Void> answer(JobState.Done done, ServerWebExchange exchange) {
    return done.link() == null
        ? Mono.fromCallable(() -> FileAnswer.of(file(done.output()), done.output()))
            .subscribeOn(blocking)
            .flatMap(answer -> answer.write(exchange))
        : link(done).flatMap(link -> redirect(link, exchange.getResponse()));
  }

  private Path file(Output output) throws FileNotFoundException {
    return store
        .file(new Location(output.key()))
        .orElseThrow(() -> new FileNotFoundException(output.key()));
  }

  private static Mono<Void> redirect(DownloadLink link, ServerHttpResponse response) {
    response.setStatusCode(HttpStatus.TEMPORARY_REDIRECT);
    response.getHeaders().setLocation(URI.create(link.url()));
    response.getHeaders().setCacheControl(CacheControl.noStore());
    return response.setComplete();
  }

  private Mono<DownloadLink> link(JobState.Done done) {
    return Mono.fromCallable(() -> signer.renew(done.output(), done.link()).orElseThrow())
        .subscribeOn(blocking);
  }
}
