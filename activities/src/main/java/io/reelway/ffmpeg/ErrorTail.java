package io.reelway.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Drains the error output of a process and keeps only its end, so that a file that makes ffmpeg
 * complain a million times costs no memory. Not thread-safe; read it after the process has ended.
 */
final class ErrorTail {
  private static final int KEPT = 8 * 1024;

  private byte[] kept = new byte[0];

  void drain(InputStream errors) throws IOException {
    byte[] buffer = new byte[KEPT];
    for (int read = errors.read(buffer); read >= 0; read = errors.read(buffer)) {
      byte[] longer = Arrays.copyOf(kept, kept.length + read);
      System.arraycopy(buffer, 0, longer, kept.length, read);
      kept =
          longer.length <= KEPT
              ? longer
              : Arrays.copyOfRange(longer, longer.length - KEPT, longer.length);
    }
  }

  /** The last lines, without those that the stand-ins for device libraries cause. */
  List<String> lines() {
    return new String(kept, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.contains("no version information available"))
        .filter(line -> !line.isBlank())
        .toList();
  }
}
