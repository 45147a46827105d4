package io.reelway.store;

/**
 * The HTTP headers of an object when it is downloaded. Given when it is put, because servers that
 * resemble S3 ignore the overrides in a pre-signed URL.
 *
 * @param contentType MIME type
 * @param contentDisposition value of the header of that name; empty for objects that clients do not
 *     download
 */
public record Delivery(String contentType, String contentDisposition) {
  /** For what only Reelway itself reads. */
  public static final Delivery INTERNAL = new Delivery("application/octet-stream", "");
}
