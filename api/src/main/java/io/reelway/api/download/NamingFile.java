package io.reelway.api.download;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.job.ArtifactFile;
import io.reelway.store.Location;
import io.reelway.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A file that names other files of its output by relative links: a playlist, or the list of a
 * storyboard. A player asks for those without a key, so the links get the signature of the request.
 */
final class NamingFile {
  private static final Set<io.reelway.plan.MediaType> TYPES =
      Set.of(io.reelway.plan.MediaType.HLS, io.reelway.plan.MediaType.VTT);

  /** A link in a tag of a playlist. */
  private static final Pattern ATTRIBUTE = Pattern.compile("(?<=URI=\")([^\"]+)");

  /** A picture of a storyboard, before the part that is shown. */
  private static final Pattern SPRITE = Pattern.compile("^([^\\s#]+)(?=#xywh=)");

  /** The largest file that is read; the playlist of a day has 4 MiB. */
  private static final int LARGEST = 16 << 20;

  private final ArtifactFile file;
  private final byte[] content;

  private NamingFile(ArtifactFile file, byte[] content) {
    this.file = file;
    this.content = content;
  }

  /** Whether a file names others. */
  static boolean is(ArtifactFile file) {
    return TYPES.contains(file.mediaType()) && file.bytes() <= LARGEST;
  }

  /**
   * Reads a file. Blocks.
   *
   * @param query what each link gets as its query; empty to leave the links alone
   */
  static NamingFile read(Store store, ArtifactFile file, String query) throws IOException {
    try (InputStream stream = store.open(new Location(file.key()), 0)) {
      byte[] content = stream.readNBytes(LARGEST);
      return new NamingFile(
          file,
          query.isEmpty() ? content : signed(new String(content, UTF_8), query).getBytes(UTF_8));
    }
  }

  /** Adds a query to all relative links of a playlist or the list of a storyboard. */
  static String signed(String text, String query) {
    boolean playlist = text.startsWith("#EXTM3U");
    return text.lines()
        .map(line -> playlist ? inPlaylist(line, query) : inStoryboard(line, query))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String inPlaylist(String line, String query) {
    if (line.startsWith("#")) {
      return ATTRIBUTE.matcher(line).replaceFirst("$1?" + query);
    }
    return line.isBlank() ? line : line + "?" + query;
  }

  private static String inStoryboard(String line, String query) {
    return SPRITE.matcher(line).replaceFirst("$1?" + query);
  }

  Mono<Void> write(ServerWebExchange exchange) {
    ServerHttpResponse response = exchange.getResponse();
    HttpHeaders headers = response.getHeaders();
    headers.setContentType(MediaType.parseMediaType(file.mediaType().value()));
    headers.setCacheControl(CacheControl.noStore());
    headers.setContentLength(content.length);
    return exchange.getRequest().getMethod().equals(HttpMethod.HEAD)
        ? response.setComplete()
        : response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(content)));
  }
}
