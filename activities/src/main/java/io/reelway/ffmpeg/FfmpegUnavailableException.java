package io.reelway.ffmpeg;

import java.io.IOException;

/**
 * A worker cannot start, since there is no ffmpeg or none that will do. The message is for the
 * operator: what is missing, and after a semicolon or full stop what to do.
 */
public final class FfmpegUnavailableException extends IOException {
  private static final long serialVersionUID = 1;

  FfmpegUnavailableException(String message) {
    super(message);
  }
}
