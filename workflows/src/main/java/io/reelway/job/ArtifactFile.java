package io.reelway.job;

import io.reelway.plan.MediaType;

/**
 * A file of an artifact in the store.
 *
 * @param key its key in the store
 * @param filename file name for clients
 * @param mediaType its media type
 * @param bytes size in bytes
 * @param sha256 lower-case hexadecimal SHA-256 of its bytes
 */
public record ArtifactFile(
    String key, String filename, MediaType mediaType, long bytes, String sha256) {}
