package io.reelway.strategy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The sound that an encoder received, in a form of which only the length is used: one channel with
 * a thousand samples per second and a byte each, so that a byte is a millisecond.
 *
 * @param file the file that holds it
 */
public record SoundReference(Path file) implements Comparison {
  @Override
  public SoundReference movedTo(Path place) throws IOException {
    return new SoundReference(ComparisonFile.move(file, place));
  }

  /** The arguments of an output in this form, without its name. */
  public static List<String> form() {
    return List.of("-ac", "1", "-ar", "1000", "-c:a", "pcm_u8", "-f", "u8");
  }
}
