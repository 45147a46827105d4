package io.reelway.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reelway.plan.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * A file of an artifact in the store.
 *
 * @param key its key in the store
 * @param filename file name for clients
 * @param mediaType its media type
 * @param bytes size in bytes
 * @param sha256 lower-case hexadecimal SHA-256 of its bytes
 * @param path its path within an artifact of several files, by which they name each other, e.g.
 *     {@code 720p.m3u8}; {@code null} in an artifact of one file
 */
public record ArtifactFile(
    String key,
    String filename,
    MediaType mediaType,
    long bytes,
    String sha256,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String path) {
  /** The file of an artifact of one file. */
  public ArtifactFile(String key, String filename, MediaType mediaType, long bytes, String sha256) {
    this(key, filename, mediaType, bytes, sha256, null);
  }
}
