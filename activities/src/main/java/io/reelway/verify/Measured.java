package io.reelway.verify;

import io.reelway.job.ArtifactFacts;
import io.reelway.plan.MediaType;
import io.reelway.plan.QualityScore;
import io.reelway.stage.EncodeStage.EncodedFile;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The measured facts of an output.
 *
 * @param width {@code null} without a picture
 * @param height {@code null} without a picture
 * @param duration {@code null} for still images
 * @param sha256 of its bytes, lower-case hexadecimal
 * @param warnings sentences for the client
 */
public record Measured(
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Duration duration,
    long bytes,
    String sha256,
    List<String> warnings) {
  /** The file with these facts. */
  public EncodedFile file(String name, MediaType type) {
    return new EncodedFile(name, type, bytes, sha256);
  }

  /**
   * The facts of the artifact.
   *
   * @param encodeTime wall time of all encodes, or the sum over the parts
   * @param quality its quality; {@code null} unless one was asked for
   */
  public ArtifactFacts facts(Duration encodeTime, @Nullable QualityScore quality) {
    return new ArtifactFacts(width, height, duration, encodeTime, quality);
  }
}
