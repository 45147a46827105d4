package io.reelway.media;

/**
 * The file a client sent, as it lies in the store.
 *
 * @param filename the client's name for it; data for display, never a path
 * @param contentType the declared content type; a hint for messages only
 * @param bytes its size in bytes; 0 while it has not been fetched
 */
public record Source(String filename, String contentType, long bytes) {
  public Source {
    if (bytes < 0) {
      throw new IllegalArgumentException("A source has no fewer bytes than none: " + bytes);
    }
  }
}
