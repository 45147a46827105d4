package io.reelway.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The measured facts of an artifact.
 *
 * @param width width in pixels as displayed; {@code null} for sound alone
 * @param height height in pixels as displayed; {@code null} for sound alone
 * @param duration its length; {@code null} for a still image
 * @param encodeTime wall time of the encoder
 */
public record ArtifactFacts(
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Duration duration,
    Duration encodeTime) {}
