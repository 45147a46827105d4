package io.reelway.failure;

import java.io.IOException;

/**
 * A program was killed by somebody else: by the kernel because memory ran out, or by a person. Says
 * nothing about the file it read, unless it happens again and again.
 */
public final class ToolKilledException extends IOException {
  private static final long serialVersionUID = 1;

  public ToolKilledException(String program, int exitCode) {
    super(program + " was killed from outside, exit code " + exitCode);
  }
}
