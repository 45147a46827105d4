package io.reelway.job;

import io.reelway.plan.MediaType;
import io.reelway.plan.StrategyId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One produced file in the store, with what was measured of it.
 *
 * @param key its key in the store
 * @param filename the name clients save it under
 * @param strategy how it was made
 * @param mediaType what it is
 * @param bytes size in bytes
 * @param sha256 lower-case hexadecimal SHA-256 of its bytes
 * @param width width in pixels as displayed
 * @param height height in pixels as displayed
 * @param duration its length; {@code null} for a still image
 * @param encodeTime wall time the encoder took
 */
public record Output(
    String key,
    String filename,
    StrategyId strategy,
    MediaType mediaType,
    long bytes,
    String sha256,
    int width,
    int height,
    @Nullable Duration duration,
    Duration encodeTime) {}
