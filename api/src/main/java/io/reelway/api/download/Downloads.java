package io.reelway.api.download;

import io.reelway.api.jobs.DownloadLinks;
import io.reelway.api.roles.OnApiRole;
import io.reelway.job.Artifact;
import io.reelway.job.ArtifactFile;
import io.reelway.job.DownloadLink;
import io.reelway.job.JobState;
import io.reelway.store.Location;
import io.reelway.store.Store;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Serves outputs: by a redirect to a signed link if the store is a bucket, else as a stream. */
@OnApiRole
@Component
final class Downloads {
  private final Store store;
  private final DownloadLinks links;
  private final Scheduler blocking;

  Downloads(Store store, DownloadLinks links, Scheduler blocking) {
    this.store = store;
    this.links = links;
    this.blocking = blocking;
  }

  /** Answers with an output, or with a redirect to it. */
  Mono<Void> answer(JobState.Done done, Artifact artifact, ServerWebExchange exchange) {
    return done.link() == null
        ? Mono.fromCallable(() -> answer(artifact.file()))
            .subscribeOn(blocking)
            .flatMap(answer -> answer.write(exchange))
        : links.toBucket(done, artifact).flatMap(link -> redirect(link, exchange.getResponse()));
  }

  private FileAnswer answer(ArtifactFile file) throws IOException {
    Path local =
        store
            .file(new Location(file.key()))
            .orElseThrow(() -> new FileNotFoundException(file.key()));
    return FileAnswer.of(local, file);
  }

  private static Mono<Void> redirect(DownloadLink link, ServerHttpResponse response) {
    response.setStatusCode(HttpStatus.TEMPORARY_REDIRECT);
    response.getHeaders().setLocation(URI.create(link.url()));
    response.getHeaders().setCacheControl(CacheControl.noStore());
    return response.setComplete();
  }
}
