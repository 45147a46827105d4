package io.reelway.api.jobs;

import io.reelway.api.problem.RangeNotSatisfiableException;
import io.reelway.job.DownloadLink;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.job.Output;
import io.reelway.presign.LinkSigner;
import io.reelway.store.Attachment;
import io.reelway.store.Location;
import io.reelway.store.Store;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Hands out outputs: by signed link where the store has a server, else as a stream from here. */
public final class Downloads {
  private final Store store;
  private final LinkSigner signer;
  private final Scheduler blocking;
  private final OwnLinks links;

  /**
   * @param links to this API, for outputs that it serves itself
   */
  public Downloads(Store store, LinkSigner signer, Scheduler blocking, OwnLinks links) {
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
        ? links.to(snapshot.job().id(), request).map(Optional::of)
        : link(done).map(link -> Optional.of(link.url()));
  }

  /**
   * The output itself, or the way to it.
   *
   * @param request the headers that ask for it; may name a range
   */
  Mono<ResponseEntity<Object>> open(JobState.Done done, HttpHeaders request) {
    return done.link() == null
        ? Mono.fromCallable(() -> stream(done.output(), request)).subscribeOn(blocking)
        : link(done).map(Downloads::redirect);
  }

  private ResponseEntity<Object> stream(Output output, HttpHeaders request) throws IOException {
    Path file =
        store
            .file(new Location(output.key()))
            .orElseThrow(() -> new FileNotFoundException(output.key()));
    FileSystemResource resource = new FileSystemResource(file);
    if (!resource.isReadable()) {
      throw new FileNotFoundException(output.key());
    }
    checkRange(request, resource.contentLength());
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, output.fileType().contentType())
        .header(HttpHeaders.CONTENT_DISPOSITION, Attachment.header(output.filename()))
        .header("X-Content-Type-Options", "nosniff")
        .cacheControl(CacheControl.noStore())
        .eTag(output.sha256())
        .body(resource);
  }

  /** The framework would answer without a body. */
  private static void checkRange(HttpHeaders request, long bytes) {
    try {
      for (HttpRange range : request.getRange()) {
        if (range.getRangeStart(bytes) >= bytes) {
          throw new RangeNotSatisfiableException(bytes);
        }
      }
    } catch (IllegalArgumentException noRange) {
      throw new RangeNotSatisfiableException(bytes);
    }
  }

  private static ResponseEntity<Object> redirect(DownloadLink link) {
    return ResponseEntity.status(HttpStatus.TEMPORARY_REDIRECT)
        .location(URI.create(link.url()))
        .cacheControl(CacheControl.noStore())
        .build();
  }

  private Mono<DownloadLink> link(JobState.Done done) {
    return Mono.fromCallable(() -> signer.renew(done.output(), done.link()).orElseThrow())
        .subscribeOn(blocking);
  }
}
