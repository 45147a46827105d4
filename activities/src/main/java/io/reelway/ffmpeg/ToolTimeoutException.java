package io.reelway.ffmpeg;

import java.io.IOException;
import java.time.Duration;

/** A program ran longer than it may and was killed. */
public final class ToolTimeoutException extends IOException {
  private static final long serialVersionUID = 1;

  ToolTimeoutException(Duration limit) {
    super("Killed after " + limit.toSeconds() + " s");
  }
}
