package io.reelway.strategy;

import java.io.IOException;
import java.nio.file.Path;

/** How an output is compared with the frames that its encoder received. */
public sealed interface Comparison permits Samples, Score, SoundReference {
  /** The file that the encoding process writes for the comparison. */
  Path file();

  /** The same comparison, after its file has moved to another place. */
  Comparison movedTo(Path place) throws IOException;
}
