package io.reelway.failure;

import java.io.IOException;

/**
 * A program was killed from outside: by the kernel because memory ran out, or by a person. It says
 * nothing about the file, unless it happens repeatedly.
 */
public final class ToolKilledException extends IOException {
  private static final long serialVersionUID = 1;

  public ToolKilledException(String program, int exitCode) {
    super(program + " was killed from outside, exit code " + exitCode);
  }
}
