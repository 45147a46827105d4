package io.reelway.api.jobs;

import io.reelway.api.keys.LinkSignatures;
import io.reelway.job.AcceptedJob;
import io.reelway.job.DownloadLink;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.presign.LinkSigner;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Links to outputs: presigned URLs of the bucket, or absolute URLs of this API, signed if the API
 * requires a key.
 */
public final class DownloadLinks {
  private final LinkSigner signer;
  private final LinkSignatures signatures;
  private final boolean signed;
  private final Optional<URI> publicUrl;
  private final Scheduler blocking;

  /**
   * @param signer signs links to the bucket
   * @param signatures signs links to this API
   * @param signed whether links to this API are signed, so that they work without a key
   * @param publicUrl scheme, host and port that clients use; empty: the request's own
   */
  DownloadLinks(
      LinkSigner signer,
      LinkSignatures signatures,
      boolean signed,
      Optional<URI> publicUrl,
      Scheduler blocking) {
    this.signer = signer;
    this.signatures = signatures;
    this.signed = signed;
    this.publicUrl = publicUrl.filter(url -> !url.toString().isBlank());
    this.blocking = blocking;
  }

  /** The {@code downloadUrl} of a job; empty until it is done. */
  public Mono<Optional<String>> of(JobSnapshot snapshot, ServerHttpRequest request) {
    if (!(snapshot.state() instanceof JobState.Done done)) {
      return Mono.just(Optional.empty());
    }
    return done.link() == null
        ? own(snapshot.job(), request).map(Optional::of)
        : toBucket(done).map(link -> Optional.of(link.url()));
  }

  /** The presigned URL for the output of a job in a bucket, renewed if it expires soon. */
  public Mono<DownloadLink> toBucket(JobState.Done done) {
    return Mono.fromCallable(() -> signer.renew(done.main().file(), done.link()).orElseThrow())
        .subscribeOn(blocking);
  }

  private Mono<String> own(AcceptedJob job, ServerHttpRequest request) {
    return signed
        ? signatures.query(job).map(query -> own(job.id(), request, query))
        : Mono.just(own(job.id(), request, null));
  }

  private String own(String jobId, ServerHttpRequest request, @Nullable String query) {
    String prefix = request.getPath().contextPath().value();
    return UriComponentsBuilder.fromUri(publicUrl.orElse(request.getURI()))
        .replacePath(prefix + "/api/media/jobs/" + jobId + "/download")
        .replaceQuery(query)
        .fragment(null)
        .toUriString();
  }
}
