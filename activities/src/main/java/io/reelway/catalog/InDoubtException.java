package io.reelway.catalog;

import java.io.IOException;

/**
 * The connection broke during a change. Nobody knows whether the database made the change, and it
 * may still make it.
 */
public final class InDoubtException extends IOException {
  private static final long serialVersionUID = 1;

  public InDoubtException(String message, Throwable cause) {
    super(message, cause);
  }
}
