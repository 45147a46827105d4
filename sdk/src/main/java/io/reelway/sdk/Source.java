package io.reelway.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The source of a job: a file, a stream, or a URL that the server fetches. */
public sealed interface Source {
  /** Opens a stream at its first byte. */
  @FunctionalInterface
  interface Opener {
    /** A new stream, which the client closes. */
    InputStream open() throws IOException;
  }

  /** A file of this machine. */
  static Source file(Path file) {
    return new File(file);
  }

  /**
   * A stream that can be reopened, so that a failed upload can be retried.
   *
   * @param bytes its length; empty if unknown
   */
  static Source stream(Opener opener, OptionalLong bytes) {
    return new Stream(opener, bytes, true);
  }

  /**
   * A stream that can be read only once: if its upload fails after the first byte was read, the
   * submit fails and is not retried. The client closes it.
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
   * @param file path of the file
   */
  record File(Path file) implements Source {}

  /**
   * A stream.
   *
   * @param opener opens the stream
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
