package io.reelway.ffmpeg;

import java.io.IOException;

/**
 * A worker cannot start because ffmpeg is missing or unsuitable. The message for the operator names
 * what is missing and what to do.
 */
public final class FfmpegUnavailableException extends IOException {
  private static final long serialVersionUID = 1;

  FfmpegUnavailableException(String message) {
    super(message);
  }
}
