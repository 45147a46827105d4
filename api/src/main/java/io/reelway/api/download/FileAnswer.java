package io.reelway.api.download;

import io.reelway.api.problem.RangeNotSatisfiableException;
import io.reelway.job.ArtifactFile;
import io.reelway.store.Attachment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A stored output as an answer: the whole file, or the one requested range (RFC 9110, sections 13
 * and 14). A range of another version, in another unit, malformed, or one of several gets the whole
 * file, as the RFC allows or requires.
 *
 * @param bytes size of the file
 */
record FileAnswer(Path file, long bytes, ArtifactFile output) {
  /** Reads the size of the file; fails if the file does not exist. Blocks. */
  static FileAnswer of(Path file, ArtifactFile output) throws IOException {
    return new FileAnswer(file, Files.size(file), output);
  }

  /** Sends the file with zero copy; HEAD and 304 send only headers. */
  Mono<Void> write(ServerWebExchange exchange) {
    ServerHttpResponse response = exchange.getResponse();
    HttpHeaders headers = response.getHeaders();
    if (exchange.checkNotModified(tag())) {
      headers.setCacheControl(CacheControl.noStore());
      return response.setComplete();
    }
    Optional<Part> asked = asked(exchange.getRequest().getHeaders());
    asked.ifPresent(part -> announce(part, response));
    headers.setContentType(MediaType.parseMediaType(output.mediaType().value()));
    headers.set(HttpHeaders.CONTENT_DISPOSITION, Attachment.header(output.filename()));
    headers.setCacheControl(CacheControl.noStore());
    headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
    Part part = asked.orElse(new Part(0, bytes));
    headers.setContentLength(part.length());
    return exchange.getRequest().getMethod().equals(HttpMethod.HEAD)
        ? response.setComplete()
        : ((ZeroCopyHttpOutputMessage) response).writeWith(file, part.start(), part.length());
  }

  private void announce(Part part, ServerHttpResponse response) {
    response.setStatusCode(HttpStatus.PARTIAL_CONTENT);
    long last = part.start() + part.length() - 1;
    response
        .getHeaders()
        .set(HttpHeaders.CONTENT_RANGE, "bytes %d-%d/%d".formatted(part.start(), last, bytes));
  }

  private String tag() {
    return '"' + output.sha256() + '"';
  }

  /** The range to send; empty: the whole file. */
  private Optional<Part> asked(HttpHeaders request) {
    String version = request.getFirst(HttpHeaders.IF_RANGE);
    List<HttpRange> ranges = ranges(request);
    if (ranges.size() != 1 || (version != null && !version.strip().equals(tag()))) {
      return Optional.empty();
    }
    long start = ranges.getFirst().getRangeStart(bytes);
    if (start >= bytes) {
      throw new RangeNotSatisfiableException(bytes);
    }
    return Optional.of(new Part(start, ranges.getFirst().getRangeEnd(bytes) - start + 1));
  }

  private static List<HttpRange> ranges(HttpHeaders request) {
    try {
      return request.getRange();
    } catch (IllegalArgumentException noRange) {
      return List.of();
    }
  }

  /**
   * A range of the file.
   *
   * @param start counts from 0
   */
  private record Part(long start, long length) {}
}
