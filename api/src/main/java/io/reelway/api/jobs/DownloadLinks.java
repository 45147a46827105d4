package io.reelway.api.jobs;

import io.reelway.api.keys.LinkSignatures;
import io.reelway.job.AcceptedJob;
import io.reelway.job.Artifact;
import io.reelway.job.DownloadLink;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.presign.LinkSigner;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

  /** The links of a job; none until it is done. */
  public Mono<JobLinks> of(JobSnapshot snapshot, ServerHttpRequest request) {
    if (!(snapshot.state() instanceof JobState.Done done)) {
      return Mono.just(JobLinks.NONE);
    }
    return done.link() == null ? own(snapshot.job(), done, request) : toBucket(done);
  }

  private Mono<JobLinks> toBucket(JobState.Done done) {
    return Mono.fromCallable(
            () -> {
              Map<String, String> further = new TreeMap<>();
              for (Artifact artifact : done.further()) {
                further.put(artifact.name(), sign(done, artifact).url());
              }
              return new JobLinks(sign(done, done.main()).url(), further);
            })
        .subscribeOn(blocking);
  }

  /** The presigned URL for an output of a job in a bucket, renewed if it expires soon. */
  public Mono<DownloadLink> toBucket(JobState.Done done, Artifact artifact) {
    return Mono.fromCallable(() -> sign(done, artifact)).subscribeOn(blocking);
  }

  private DownloadLink sign(JobState.Done done, Artifact artifact) throws IOException {
    DownloadLink kept = artifact.equals(done.main()) ? done.link() : null;
    return signer.renew(artifact.file(), kept).orElseThrow();
  }

  private Mono<JobLinks> own(AcceptedJob job, JobState.Done done, ServerHttpRequest request) {
    return signed
        ? signatures.query(job).map(query -> own(job.id(), done, request, query))
        : Mono.just(own(job.id(), done, request, null));
  }

  private JobLinks own(
      String jobId, JobState.Done done, ServerHttpRequest request, @Nullable String query) {
    String main = own(jobId, "", request, query);
    return new JobLinks(
        main,
        done.further().stream()
            .collect(
                Collectors.toMap(
                    Artifact::name, one -> own(jobId, "/" + one.name(), request, query))));
  }

  private String own(
      String jobId, String below, ServerHttpRequest request, @Nullable String query) {
    String prefix = request.getPath().contextPath().value();
    return UriComponentsBuilder.fromUri(publicUrl.orElse(request.getURI()))
        .replacePath(prefix + "/api/media/jobs/" + jobId + "/download" + below)
        .replaceQuery(query)
        .fragment(null)
        .toUriString();
  }
}
