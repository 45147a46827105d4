package io.reelway.api.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.api.problem.RequestException;
import io.reelway.job.SourceRef;
import io.reelway.outbound.OutboundUrls;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Objects;

/** Sources that the server fetches from a URL of the client. */
final class SourceUrls {
  private static final int LONGEST_NAME = 1000;

  private final OutboundUrls urls;

  /**
   * @param urls which URLs may name a source
   */
  SourceUrls(OutboundUrls urls) {
    this.urls = urls;
  }

  /**
   * The source of a URL.
   *
   * @param digest receives the URL in its normal form
   */
  SourceRef.Remote of(String url, MessageDigest digest) {
    URI remote = parse(url);
    digest.update(remote.toString().getBytes(UTF_8));
    return new SourceRef.Remote(remote, filename(remote));
  }

  private URI parse(String url) {
    try {
      return urls.parse(url);
    } catch (IllegalArgumentException refused) {
      throw RequestException.at("/url", String.valueOf(refused.getMessage()));
    }
  }

  /** The last part of the path, as a browser would save it. */
  private static String filename(URI url) {
    String path = Objects.requireNonNullElse(url.getPath(), "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isBlank() ? "download" : shortened(name);
  }

  /**
   * Replaces half a surrogate pair, which JSON clients cannot read, and U+0000, which databases
   * cannot store.
   */
  static String shortened(String filename) {
    String cut = filename.substring(0, Math.min(LONGEST_NAME, filename.length()));
    boolean halved = !cut.isEmpty() && Character.isHighSurrogate(cut.charAt(cut.length() - 1));
    String whole = halved ? cut.substring(0, cut.length() - 1) : cut;
    return new String(whole.getBytes(UTF_8), UTF_8).replace('\0', '\ufffd');
  }
}
