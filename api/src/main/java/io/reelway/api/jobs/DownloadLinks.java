package io.reelway.api.jobs;

import io.reelway.api.keys.LinkSignatures;
import io.reelway.job.AcceptedJob;
import io.reelway.job.Artifact;
import io.reelway.job.ArtifactFile;
import io.reelway.job.DownloadLink;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.plan.Rendition;
import io.reelway.presign.LinkSigner;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Links to outputs: presigned URLs of the bucket, or absolute URLs of this API, signed if the API
 * requires a key.
 */
public final class DownloadLinks {
  /** A link to a stream is valid longer by this multiple of its length. */
  private static final int PAUSES = 3;

  private final LinkSigner signer;
  private final LinkSignatures signatures;
  private final boolean signed;
  private final Optional<URI> publicUrl;
  private final Scheduler blocking;

  /**
   * @param signer signs links to the bucket
   * @param signatures signs links to this API
   * @param signed whether links to this API are signed, so that they work without a key
   * @param publicUrl scheme, host, port and path that clients use; empty: the request's own
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
    this.publicUrl = publicUrl;
    this.blocking = blocking;
  }

  /** The links of a job; none until it is done. */
  public Mono<JobLinks> of(JobSnapshot snapshot, ServerHttpRequest request) {
    if (!(snapshot.state() instanceof JobState.Done done)) {
      return Mono.just(JobLinks.NONE);
    }
    return Flux.fromIterable(done.artifacts())
        .concatMap(one -> of(snapshot.job(), done, one, request).map(link -> Map.entry(one, link)))
        .collectMap(entry -> entry.getKey().name(), Map.Entry::getValue)
        .map(links -> {
          String main = links.remove(done.main().name());
          return new JobLinks(main, links);
        });
  }

  /**
   * Files that name each other are served by this API: a signed URL of a bucket is for one file.
   */
  private Mono<String> of(
      AcceptedJob job, JobState.Done done, Artifact artifact, ServerHttpRequest request) {
    boolean several = artifact.file().path() != null;
    return done.link() == null || several
        ? own(job, artifact, request)
        : toBucket(done, artifact).map(DownloadLink::url);
  }

  /** The presigned URL for an output of a job in a bucket, renewed if it expires soon. */
  public Mono<DownloadLink> toBucket(JobState.Done done, Artifact artifact) {
    DownloadLink kept = artifact.equals(done.main()) ? done.link() : null;
    return Mono.fromCallable(() -> signer.renew(artifact.file(), kept).orElseThrow())
        .subscribeOn(blocking);
  }

  /** The presigned URL for a file in a bucket. */
  public Mono<DownloadLink> toBucket(ArtifactFile file) {
    return Mono.fromCallable(() -> signer.sign(file).orElseThrow()).subscribeOn(blocking);
  }

  /** The presigned URL for a HEAD of a file in a bucket. */
  public Mono<DownloadLink> headToBucket(ArtifactFile file) {
    return Mono.fromCallable(() -> signer.signHead(file).orElseThrow()).subscribeOn(blocking);
  }

  private Mono<String> own(AcceptedJob job, Artifact artifact, ServerHttpRequest request) {
    String path = artifact.file().path();
    String name = artifact.name().equals(Rendition.MAIN) ? "" : "/" + artifact.name();
    String below = path == null ? name : name + "/" + path;
    return signed
        ? signatures.query(job, playing(artifact)).map(query -> own(job, below, request, query))
        : Mono.just(own(job, below, request, null));
  }

  /**
   * A player needs the link of a stream as long as somebody watches it, with pauses. Other files
   * are downloaded at once.
   */
  private static Duration playing(Artifact artifact) {
    Duration length = artifact.facts().duration();
    return artifact.file().path() == null || length == null
        ? Duration.ZERO
        : length.multipliedBy(PAUSES);
  }

  private String own(
      AcceptedJob job, String below, ServerHttpRequest request, @Nullable String query) {
    String link = base(request) + "/api/media/jobs/" + job.id() + "/download" + below;
    return query == null ? link : link + "?" + query;
  }

  /** What stands before the routes; a path of the public URL replaces the prefix of a proxy. */
  private String base(ServerHttpRequest request) {
    URI url = publicUrl.orElse(request.getURI());
    String path = publicUrl.map(URI::getRawPath).orElse("").replaceAll("/+$", "");
    String prefix = path.isEmpty() ? request.getPath().contextPath().value() : path;
    // Not the host, which Java does not find when it has an underscore.
    String authority = url.getRawAuthority().replaceFirst("^.*@", "");
    return url.getScheme() + "://" + authority + prefix;
  }
}
