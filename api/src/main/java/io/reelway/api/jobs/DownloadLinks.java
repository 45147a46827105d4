package io.reelway.api.jobs;

import io.reelway.api.keys.LinkSignatures;
import io.reelway.job.AcceptedJob;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Absolute links to this API, signed when its other routes want a key. */
public final class DownloadLinks {
  private final Optional<URI> publicUrl;
  private final boolean signed;
  private final LinkSignatures signatures;

  /**
   * @param publicUrl scheme, host and port that clients use; empty: the request's own
   * @param signed whether a link must stand in for a key
   */
  public DownloadLinks(Optional<URI> publicUrl, boolean signed, LinkSignatures signatures) {
    this.publicUrl = publicUrl.filter(url -> !url.toString().isBlank());
    this.signed = signed;
    this.signatures = signatures;
  }

  /** Where the output of a job is fetched. */
  Mono<String> to(AcceptedJob job, ServerHttpRequest request) {
    return signed
        ? signatures.query(job).map(query -> link(job.id(), request, query))
        : Mono.just(link(job.id(), request, null));
  }

  private String link(String jobId, ServerHttpRequest request, @Nullable String query) {
    String prefix = request.getPath().contextPath().value();
    return UriComponentsBuilder.fromUri(publicUrl.orElse(request.getURI()))
        .replacePath(prefix + "/api/media/jobs/" + jobId + "/download")
        .replaceQuery(query)
        .fragment(null)
        .toUriString();
  }
}
