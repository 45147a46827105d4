package io.reelway.api.engine;

import io.grpc.StatusRuntimeException;

/** The workflow engine did not answer in time, or refused. */
public final class EngineUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  EngineUnavailableException(Throwable cause) {
    super("The workflow engine does not answer", cause);
  }

  /** The engine's own words on one line, e.g. that a namespace is missing. */
  public static String reason(Throwable failure) {
    Throwable cause = failure;
    while (!(cause instanceof StatusRuntimeException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("none");
  }
}
