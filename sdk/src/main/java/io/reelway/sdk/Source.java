package io.reelway.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What a job is made of: a file, a stream, or a URL that the server fetches itself. */
public sealed interface Source {
  /** Opens a stream at its first byte. */
  @FunctionalInterface
  interface Opener {
    /** A new stream; closed by the client. */
    InputStream open() throws IOException;
  }

  /** A file of this machine. */
  static Source file(Path file) {
    return new File(file);
  }

  /**
   * A stream that can be opened again, so that a broken upload can be repeated.
   *
   * @param bytes its length; empty when it is not known
   */
  static Source stream(Opener opener, OptionalLong bytes) {
    return new Stream(opener, bytes, true);
  }

  /**
   * A stream that can be read only once: if its upload breaks after the first byte was read, the
   * submit fails and is not repeated. Closed by the client.
   */
  static Source stream(InputStream stream) {
    return new Stream(() -> stream, OptionalLong.empty(), false);
  }

  /** A URL that the server fetches. */
  static Source url(URI url) {
    return new Url(url);
  }

  /**
   * A file.
   *
   * @param file where it lies
   */
  record File(Path file) implements Source {}

  /**
   * A stream.
   *
   * @param opener gives its bytes
   * @param bytes its length, if known
   * @param repeatable whether it can be opened more than once
   */
  record Stream(Opener opener, OptionalLong bytes, boolean repeatable) implements Source {}

  /**
   * A URL.
   *
   * @param url {@code https}, and reachable from the server
   */
  record Url(URI url) implements Source {}
}
