package io.reelway.ffmpeg;

import java.io.IOException;

/**
 * Thrown when a worker cannot start because ffmpeg is missing or unsuitable. The message tells the
 * operator what is missing and what to do.
 */
public final class FfmpegUnavailableException extends IOException {
  private static final long serialVersionUID = 1;

  FfmpegUnavailableException(String message) {
    super(message);
  }
}
