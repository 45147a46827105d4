package io.reelway.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of an artifact.
 *
 * @param width width in pixels as displayed; {@code null} for sound alone
 * @param height height in pixels as displayed; {@code null} for sound alone
 * @param duration its length; {@code null} for a still image
 * @param encodeTime wall time the encoder took
 */
public record ArtifactFacts(
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Duration duration,
    Duration encodeTime) {}
