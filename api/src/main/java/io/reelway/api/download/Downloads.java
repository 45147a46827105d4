package io.reelway.api.download;

import io.reelway.api.jobs.DownloadLinks;
import io.reelway.api.keys.Caller;
import io.reelway.api.keys.LinkSignatures;
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
import org.springframework.http.HttpMethod;
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

  /**
   * Answers with an output, or with a redirect to it. The first of several files is answered at its
   * own path, from which it names the others.
   */
  Mono<Void> answer(JobState.Done done, Artifact artifact, ServerWebExchange exchange) {
    String path = artifact.file().path();
    if (path != null) {
      String query = exchange.getRequest().getURI().getRawQuery();
      String to = artifact.name() + "/" + path + (query == null ? "" : "?" + query);
      return redirect(to, exchange.getResponse());
    }
    return answer(done, artifact.file(), links.toBucket(done, artifact), exchange);
  }

  /**
   * Answers with one of several files. Those that name others come from this API, because their
   * links must be signed as the link of this request; the others come from the bucket if there is
   * one.
   */
  Mono<Void> file(
      JobState.Done done, ArtifactFile file, Caller caller, ServerWebExchange exchange) {
    if (NamingFile.is(file)) {
      String query =
          caller.hasLink() ? LinkSignatures.part(exchange.getRequest().getQueryParams()) : "";
      return Mono.fromCallable(() -> NamingFile.read(store, file, query))
          .subscribeOn(blocking)
          .flatMap(answer -> answer.write(exchange));
    }
    return answer(done, file, links.toBucket(file), exchange);
  }

  /** The signature of a link covers the method, so a HEAD gets a link of its own. */
  private Mono<Void> answer(
      JobState.Done done,
      ArtifactFile file,
      Mono<DownloadLink> toBucket,
      ServerWebExchange exchange) {
    if (done.link() == null) {
      return Mono.fromCallable(() -> answer(file))
          .subscribeOn(blocking)
          .flatMap(answer -> answer.write(exchange));
    }
    boolean head = exchange.getRequest().getMethod().equals(HttpMethod.HEAD);
    return (head ? links.headToBucket(file) : toBucket)
        .flatMap(link -> redirect(link.url(), exchange.getResponse()));
  }

  private FileAnswer answer(ArtifactFile file) throws IOException {
    Path local =
        store
            .file(new Location(file.key()))
            .orElseThrow(() -> new FileNotFoundException(file.key()));
    return FileAnswer.of(local, file);
  }

  private static Mono<Void> redirect(String location, ServerHttpResponse response) {
    response.setStatusCode(HttpStatus.TEMPORARY_REDIRECT);
    response.getHeaders().setLocation(URI.create(location));
    response.getHeaders().setCacheControl(CacheControl.noStore());
    return response.setComplete();
  }
}
