package io.reelway.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Copies an object of the store into a file, piece by piece. */
public final class InterruptibleCopy {
  private static final int PIECE = 1 << 16;

  private InterruptibleCopy() {}

  /**
   * Copies the rest of a stream.
   *
   * @param copied receives the number of bytes that have arrived
   * @throws InterruptedException when the thread is interrupted; the file is then incomplete
   */
  public static void copy(InputStream content, Path file, LongConsumer copied)
      throws IOException, InterruptedException {
    byte[] piece = new byte[PIECE];
    long sum = 0;
    try (OutputStream target = Files.newOutputStream(file)) {
      for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
        if (Thread.interrupted()) {
          throw new InterruptedException("Stopped while " + file.getFileName() + " was copied");
        }
        target.write(piece, 0, read);
        sum += read;
        copied.accept(sum);
      }
    }
  }
}
