package io.reelway.store;

/**
 * The HTTP headers of an object when it is downloaded. They are set when the object is put, because
 * some S3-compatible servers ignore the overrides in a pre-signed URL.
 *
 * @param contentType MIME type
 * @param contentDisposition value of the header of that name; empty for objects that clients do not
 *     download
 */
public record Delivery(String contentType, String contentDisposition) {
  /** For objects that only Reelway itself reads. */
  public static final Delivery INTERNAL = new Delivery("application/octet-stream", "");
}
