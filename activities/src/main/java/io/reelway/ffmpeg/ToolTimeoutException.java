package io.reelway.ffmpeg;

import io.reelway.failure.TimeLimitException;
import java.time.Duration;

/** A program ran longer than it may and was killed. */
public final class ToolTimeoutException extends TimeLimitException {
  private static final long serialVersionUID = 1;

  ToolTimeoutException(Duration limit) {
    super(limit, null);
  }
}
